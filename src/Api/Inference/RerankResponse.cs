using RagCluster.Grains.Interfaces.Inference;

namespace RagCluster.Api.Inference;

/// <summary>The answer of <c>rerank</c>: the best text first.</summary>
/// <param name="Model">The name of the model that gave the scores.</param>
/// <param name="Results">The scored texts, the best first.</param>
internal sealed record RerankResponse(string Model, IReadOnlyList<RerankResultResponse> Results)
{
    /// <summary>The HTTP form of scores; equal ones in the order of their texts.</summary>
    internal static RerankResponse From(RerankBody body, RerankReply reply) =>
        new(
            reply.Model,
            [
                .. reply
                    .Scores.Select(
                        (score, index) => new RerankResultResponse(index, score, body.ReturnDocuments ? body.Documents[index] : null)
                    )
                    .OrderByDescending(result => result.RelevanceScore)
                    .ThenBy(result => result.Index)
                    .Take(body.TopN ?? int.MaxValue),
            ]
        );
}
