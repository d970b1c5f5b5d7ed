using RagCluster.Corpus.Jobs;

namespace RagCluster.Api.Jobs;

/// <summary>The progress of a change of model over HTTP.</summary>
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
