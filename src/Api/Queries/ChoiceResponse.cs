namespace RagCluster.Api.Queries;

/// <summary>What the planner chose from, and all that it takes to choose again.</summary>
/// <param name="Plan">The chosen plan's name.</param>
/// <param name="Seed">The seed of the draws, as text.</param>
/// <param name="At">When it was chosen.</param>
/// <param name="Epoch">How many events there had been after which less of what was learned holds.</param>
/// <param name="Entropy">How undecided the choice was, 0 to 1: 0 when one plan is certain, 1 when all are alike.</param>
/// <param name="Collapsed">Whether one plan was as good as certain, so that it was taken without a draw.</param>
/// <param name="Fallback">Whether no plan fitted the query's limits and the quickest was taken.</param>
/// <param name="Plans">The plans and how likely each is the best.</param>
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
