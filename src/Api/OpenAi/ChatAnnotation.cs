using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Collections;

namespace RagCluster.Api.OpenAi;

/// <summary>A citation as OpenAI's API has it: a place in the answer and what it stands on.</summary>
/// <param name="Type">Always <c>url_citation</c>.</param>
/// <param name="UrlCitation">The citation.</param>
/// <param name="Index">Its place among the annotations, in a stream: clients put the pieces of a list together by it.</param>
internal sealed record ChatAnnotation(string Type, UrlCitation UrlCitation, int? Index = null)
{
    /// <summary>The citations of a part of an answer.</summary>
    /// <param name="collection">The collection that was asked.</param>
    /// <param name="sentence">The part.</param>
    /// <param name="start">Where it begins in the answer's text.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="citations">The citations of the answer so far.</param>
    internal static ChatAnnotation[] Of(
        CollectionId collection,
        AnswerSentence sentence,
        int start,
        int end,
        IReadOnlyDictionary<string, Citation> citations
    ) =>
        [
            .. sentence
                .CitationIds.Select(citations.GetValueOrDefault)
                .OfType<Citation>()
                .Select(cited => new ChatAnnotation("url_citation", UrlCitation.Of(collection, cited, start, end))),
        ];
}
