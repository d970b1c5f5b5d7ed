using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Collections;

namespace RagCluster.Api.OpenAi;

/// <summary>
/// What a part of an answer stands on. <c>quote</c>, <c>document_id</c> and <c>chunk_id</c> are additions of ours, as in the native API.
/// </summary>
/// <param name="StartIndex">The first character of the cited part in the answer, counted in UTF-16 code units from 0.</param>
/// <param name="EndIndex">One past the last character of that part.</param>
/// <param name="Title">The document's title.</param>
/// <param name="Url">The document's own address, or that of its text on this server.</param>
/// <param name="Quote">The quoted text of the document, verbatim.</param>
/// <param name="DocumentId">The cited document's id.</param>
/// <param name="ChunkId">The id of the chunk that holds the quote.</param>
internal sealed record UrlCitation(int StartIndex, int EndIndex, string Title, string Url, string Quote, string DocumentId, string ChunkId)
{
    /// <summary>A citation; its address is the document's own, or that of its text on this server.</summary>
    internal static UrlCitation Of(CollectionId collection, Citation cited, int start, int end) =>
        new(
            start,
            end,
            cited.Title,
            Uri.IsWellFormedUriString(cited.Uri, UriKind.Absolute)
                ? cited.Uri
                : $"/api/v1/collections/{collection.Name}/documents/{Uri.EscapeDataString(cited.DocumentId.Value)}/text",
            cited.Quote,
            cited.DocumentId.Value,
            cited.ChunkId.ToString()
        );
}
