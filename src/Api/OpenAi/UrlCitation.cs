using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Collections;

namespace RagCluster.Api.OpenAi;

/// <summary>
/// What a part of an answer stands on. <c>quote</c>, <c>document_id</c> and <c>chunk_id</c> are additions of ours, as in the native API.
/// </summary>
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
