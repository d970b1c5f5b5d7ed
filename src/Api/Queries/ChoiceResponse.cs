namespace RagCluster.Api.Queries;

/// <summary>What the planner chose from, over HTTP.</summary>
internal sealed record ChoiceResponse(
    string Plan,
    string Seed,
    DateTimeOffset At,
    int Epoch,
    double Entropy,
    bool Collapsed,
    bool Fallback,
    PlanShareResponse[] Plans
);
