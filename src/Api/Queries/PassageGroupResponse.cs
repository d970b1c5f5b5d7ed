using RagCluster.Corpus.Answers;

namespace RagCluster.Api.Queries;

/// <summary>The passages of one document, best first; the group's score is the best one's.</summary>
/// <param name="DocumentId">The document's id.</param>
/// <param name="Title">The document's title.</param>
/// <param name="Uri">The document's URI, or its name.</param>
/// <param name="Score">The score of the best passage.</param>
/// <param name="Passages">The passages, the best first.</param>
internal sealed record PassageGroupResponse(string DocumentId, string Title, string Uri, double Score, PassageResponse[] Passages)
{
    /// <summary>Groups passages by their document, in the order of each document's best.</summary>
    /// <param name="passages">Best first.</param>
    internal static PassageGroupResponse[] From(Passage[] passages) =>
        [
            .. passages
                .GroupBy(passage => passage.Chunk.Id.Document)
                .Select(group => From([.. group.Select(PassageResponse.From)], group.First())),
        ];

    private static PassageGroupResponse From(PassageResponse[] passages, Passage best) =>
        new(best.Chunk.Id.Document.Value, best.Title, best.Uri, best.Score, passages);
}
