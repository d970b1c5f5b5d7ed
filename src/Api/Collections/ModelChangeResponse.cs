using RagCluster.Corpus.Collections;

namespace RagCluster.Api.Collections;

/// <summary>The model that a collection is changed to or from.</summary>
/// <param name="Model">The other model's name.</param>
/// <param name="Status"><c>building</c> while its vectors are made, <c>retiring</c> when it no longer answers and is to be removed.</param>
/// <param name="JobId">The id of the job that makes the change.</param>
internal sealed record ModelChangeResponse(string Model, string Status, string JobId)
{
    /// <summary>The HTTP form; null while the model does not change.</summary>
    internal static ModelChangeResponse? From(ModelShards? second) =>
        second is null ? null : new ModelChangeResponse(second.Model, second.IsRetiring ? "retiring" : "building", second.JobId);
}
