namespace RagCluster.Cli.Client;

/// <summary>A check of everything that is stored, as the server tells it.</summary>
internal sealed record StoreCheckView(
    bool Running,
    long Rows,
    int Replicas,
    int Damaged,
    int Repaired,
    DamageView[] Findings,
    string? Failure
);
