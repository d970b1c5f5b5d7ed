using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;

namespace RagCluster.Api.Queries;

/// <summary>Words that link to somewhere in the document.</summary>
/// <param name="Start">Their first character in the text that has them, counted in UTF-16 code units from 0.</param>
/// <param name="End">One past their last character.</param>
/// <param name="Url">An address by <c>http</c>, <c>https</c> or <c>mailto</c>, or a path beside the document's URI.</param>
internal sealed record LinkResponse(int Start, int End, string Url)
{
    /// <summary>The HTTP form of a sentence's links; null for none.</summary>
    internal static LinkResponse[]? From(AnswerSentence sentence) =>
        sentence.Links.Length == 0 ? null : Array.ConvertAll(sentence.Links, link => new LinkResponse(link.Start, link.End, link.Url));

    /// <summary>The HTTP form of a passage's links; null for none.</summary>
    internal static LinkResponse[]? From(Passage passage)
    {
        Chunk chunk = passage.Chunk;
        return chunk.Links.Length == 0
            ? null
            : Array.ConvertAll(
                chunk.Links,
                link => new LinkResponse(link.Start - chunk.Start, link.End - chunk.Start, LinkAddress.Of(passage.Uri, link.Target))
            );
    }
}
