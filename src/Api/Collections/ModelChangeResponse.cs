using RagCluster.Corpus.Collections;

namespace RagCluster.Api.Collections;

/// <summary>The model that a collection is changed to or from, over HTTP; <c>status</c> is <c>building</c> or <c>retiring</c>.</summary>
internal sealed record ModelChangeResponse(string Model, string Status, string JobId)
{
    /// <summary>The HTTP form; null while the model does not change.</summary>
    internal static ModelChangeResponse? From(ModelShards? second) =>
        second is null ? null : new ModelChangeResponse(second.Model, second.IsRetiring ? "retiring" : "building", second.JobId);
}
