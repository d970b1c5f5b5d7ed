using System.Globalization;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Text.Reading;

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
        Chunk chunk = passage.Chunk;
        return Add(passage, chunk.Start + span.Start, chunk.Text[span.Start..span.End], score);
    }

    /// <summary>The citation of what stands before a passage and its first block hangs on, new or already there.</summary>
    /// <param name="passage">The passage, which has a lead.</param>
    /// <param name="score">How well it supports, 0 to 1.</param>
    internal Citation AddLead(Passage passage, double score) => Add(passage, passage.Chunk.Lead!.Start, passage.Chunk.Lead.Text, score);

    private Citation Add(Passage passage, int start, string quote, double score)
    {
        Chunk chunk = passage.Chunk;
        int end = start + quote.Length;
        int known = _citations.FindIndex(c =>
            c.DocumentId == chunk.Id.Document && c.ChunkId.Generation == chunk.Id.Generation && c.Start == start && c.End == end
        );
        if (known >= 0)
            return _citations[known];
        int? page = chunk.PageFirst == chunk.PageLast ? chunk.PageFirst : pageOf?.Invoke(chunk.Id, start) ?? chunk.PageFirst;
        Citation citation = new(
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
        )
        {
            Line = chunk.LineAt(start),
        };
        _citations.Add(citation);
        return citation;
    }

    internal static string IdOf(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);
}
