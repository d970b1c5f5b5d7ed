using RagCluster.Corpus.Answers;

namespace RagCluster.Grounding.Citations;

/// <summary>Checks the invariants that make a citation worth its name.</summary>
public static class CitationChecker
{
    /// <summary>Whether the quote stands verbatim at its place in the document's extracted text.</summary>
    /// <param name="citation">The citation.</param>
    /// <param name="text">The extracted text of the cited document and generation.</param>
    public static bool Verify(Citation citation, string text)
    {
        ArgumentNullException.ThrowIfNull(citation);
        ArgumentNullException.ThrowIfNull(text);
        return citation.Start >= 0
            && citation.Start < citation.End
            && citation.End <= text.Length
            && text.AsSpan(citation.Start, citation.End - citation.Start).SequenceEqual(citation.Quote);
    }

    /// <summary>Whether the quote lies within the passage, or within the lead that it carries, and equals its text there.</summary>
    /// <param name="citation">The citation.</param>
    /// <param name="passage">The passage that it cites.</param>
    public static bool Verify(Citation citation, Passage passage)
    {
        ArgumentNullException.ThrowIfNull(citation);
        ArgumentNullException.ThrowIfNull(passage);
        return citation.ChunkId == passage.Chunk.Id
            && (
                Holds(citation, passage.Chunk.Start, passage.Chunk.Text)
                || (passage.Chunk.Lead is { } lead && Holds(citation, lead.Start, lead.Text))
            );
    }

    private static bool Holds(Citation citation, int from, string text)
    {
        int start = citation.Start - from;
        int end = citation.End - from;
        return start >= 0 && start < end && end <= text.Length && text.AsSpan(start, end - start).SequenceEqual(citation.Quote);
    }

    /// <summary>
    /// What is wrong with an answer, or null: exactly one of sentences and abstention; every sentence cited or flagged; ids from 1 in
    /// order; every quote verbatim.
    /// </summary>
    /// <param name="answer">The answer.</param>
    /// <param name="passages">The passages that it was given.</param>
    public static string? Fault(Answer answer, IReadOnlyList<Passage> passages)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(passages);
        if (answer.Sentences.Length > 0 == answer.Abstention is not null)
            return "An answer has either sentences or an abstention.";
        HashSet<string> ids = answer.Citations.Select(c => c.Id).ToHashSet();
        for (int i = 0; i < answer.Citations.Length; i++)
        {
            Citation citation = answer.Citations[i];
            if (citation.Id != CitationList.IdOf(i))
                return $"Citation {i + 1} has the id '{citation.Id}'.";
            if (!passages.Any(p => Verify(citation, p)))
                return $"Citation {citation.Id} does not stand in any passage.";
        }

        foreach (AnswerSentence sentence in answer.Sentences)
        {
            if (sentence.IsUnsupported && sentence.CitationIds.Length == 0)
                continue;
            if (sentence.CitationIds.Length == 0 || !sentence.CitationIds.All(ids.Contains))
                return $"The sentence '{sentence.Text}' has no citation.";
        }

        return null;
    }
}
