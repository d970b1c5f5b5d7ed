using RagCluster.Client.Jobs;

namespace RagCluster.Cli.Client;

/// <summary>The progress of a change of model as the API shows it.</summary>
internal sealed record ModelChangeView(
    string Model,
    string PreviousModel,
    string Step,
    long ChunksDone,
    long ChunksTotal,
    DateTimeOffset? SwitchedAt
)
{
    /// <summary>What is printed of a change of model; null for a job of documents.</summary>
    internal static ModelChangeView? From(JobModelChange? change) =>
        change is null
            ? null
            : new ModelChangeView(
                change.Model,
                change.PreviousModel,
                change.Step,
                change.ChunksDone,
                change.ChunksTotal,
                change.SwitchedAt
            );
}
