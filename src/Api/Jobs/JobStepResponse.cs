using RagCluster.Corpus.Jobs;

namespace RagCluster.Api.Jobs;

/// <summary>A step of indexing a document, in its last attempt.</summary>
/// <param name="Step"><c>load</c>, <c>read</c>, <c>chunk</c>, <c>embed</c>, <c>embed_beside</c> (by the model that is to answer, while the
/// model changes) or <c>commit</c>.</param>
/// <param name="Status">Where the step stands.</param>
/// <param name="Attempts">How often it was tried in the last attempt of the document.</param>
/// <param name="BeganAt">When it began; null when it did not.</param>
/// <param name="TookMs">How long it took, in milliseconds; null while it has not ended.</param>
internal sealed record JobStepResponse(string Step, JobStepState Status, int Attempts, DateTimeOffset? BeganAt, double? TookMs)
{
    /// <summary>The HTTP form of a step.</summary>
    internal static JobStepResponse From(JobStep step) =>
        new(step.Name, step.State, step.Attempts, step.BeganAt, step.Took?.TotalMilliseconds);
}
