using System.Globalization;
using RagCluster.Corpus.Answers;
using RagCluster.Text.Chunking;

namespace RagCluster.Grounding.Citations;

/// <summary>Numbers the citations of one answer from 1; the same span is cited under one number.</summary>
/// <param name="pageOf">The page of an offset for a chunk that spans pages, or null to name the chunk's first page.</param>
internal sealed class CitationList(PageLocator? pageOf)
{
    private readonly List<Citation> _citations = [];

    internal Citation[] ToArray() => [.. _citations];

    /// <summary>The citation of a span of a passage, new or already there.</summary>
    /// <param name="passage">The passage.</param>
    /// <param name="span">The span in the chunk's text.</param>
    /// <param name="score">How well it supports, 0 to 1.</param>
    internal Citation Add(Passage passage, TextSpan span, double score)
    {
        var chunk = passage.Chunk;
        int start = chunk.Start + span.Start;
        int end = chunk.Start + span.End;
        int known = _citations.FindIndex(c =>
            c.DocumentId == chunk.Id.Document && c.ChunkId.Generation == chunk.Id.Generation && c.Start == start && c.End == end
        );
        if (known >= 0)
            return _citations[known];
        string quote = chunk.Text[span.Start..span.End];
        int? page = chunk.PageFirst == chunk.PageLast ? chunk.PageFirst : pageOf?.Invoke(chunk.Id, start) ?? chunk.PageFirst;
        var citation = new Citation(
            IdOf(_citations.Count),
            chunk.Id.Document,
            chunk.Id,
            passage.Title,
            passage.Uri,
            page,
            start,
            end,
            quote,
            Math.Clamp(score, 0, 1)
        );
        _citations.Add(citation);
        return citation;
    }

    internal static string IdOf(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);
}
