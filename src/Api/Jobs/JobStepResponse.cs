using RagCluster.Corpus.Jobs;

namespace RagCluster.Api.Jobs;

/// <summary>A step of indexing a document over HTTP.</summary>
internal sealed record JobStepResponse(string Step, JobStepState Status, int Attempts, DateTimeOffset? BeganAt, double? TookMs)
{
    /// <summary>The HTTP form of a step.</summary>
    internal static JobStepResponse From(JobStep step) =>
        new(step.Name, step.State, step.Attempts, step.BeganAt, step.Took?.TotalMilliseconds);
}
