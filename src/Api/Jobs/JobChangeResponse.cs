using RagCluster.Corpus.Jobs;

namespace RagCluster.Api.Jobs;

/// <summary>The progress of a change of model.</summary>
/// <param name="Model">The name of the model that is to answer.</param>
/// <param name="PreviousModel">The name of the model that answered when the change began.</param>
/// <param name="Step">How far the change is.</param>
/// <param name="ChunksDone">Chunks that were embedded anew, of those that were there when the change began.</param>
/// <param name="ChunksTotal">Chunks that were there when the change began.</param>
/// <param name="SwitchedAt">When the new model began to answer; null while the former one does.</param>
internal sealed record JobChangeResponse(
    string Model,
    string PreviousModel,
    ModelChangeStep Step,
    long ChunksDone,
    long ChunksTotal,
    DateTimeOffset? SwitchedAt
)
{
    /// <summary>The HTTP form; null for a job of documents.</summary>
    internal static JobChangeResponse? From(ModelChange? change) =>
        change is null
            ? null
            : new JobChangeResponse(change.Model, change.From, change.Step, change.ChunksDone, change.ChunksTotal, change.SwitchedAt);
}
