namespace RagCluster.Cli.Client;

/// <summary>What is known of the plans of one query class, as the API shows it.</summary>
internal sealed record PlanClassView(
    string Collection,
    string QueryClass,
    long Queries,
    int Epoch,
    double Entropy,
    bool Collapsed,
    double Coherence,
    PlanView[] Plans,
    PlanTrialView? Trial
);
