using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Shards;
using RagCluster.Lexical.Analysis;
using RagCluster.Lexical.Bm25;
using RagCluster.Lexical.Highlighting;

namespace RagCluster.Grains.Query.Finding;

/// <summary>Says where passages hold words of the query, by the rules by which the collection was indexed.</summary>
internal static class PassageHighlights
{
    /// <summary>The most ranges of a passage: what a reader can take in, and a bound on the response.</summary>
    internal const int RangesMax = 100;

    /// <summary>Adds the highlights.</summary>
    /// <param name="passages">The passages as they are shown.</param>
    /// <param name="query">The query as the user wrote it.</param>
    /// <param name="settings">The collection's settings.</param>
    internal static Passage[] Add(Passage[] passages, string query, CollectionSettings settings)
    {
        TextAnalyzer analyzer = CollectionText.Analyzer(settings);
        Highlighter highlighter = new(ParsedQuery.Read(query, analyzer), analyzer);
        return
        [
            .. passages.Select(passage =>
                passage with
                {
                    Highlights = [.. highlighter.Find(passage.Chunk.Text, RangesMax).Select(ToHighlight)],
                }
            ),
        ];
    }

    private static TextHighlight ToHighlight(TextRange range) => new(range.Start, range.Start + range.Length);
}
