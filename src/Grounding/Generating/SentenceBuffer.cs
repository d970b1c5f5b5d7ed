using System.Text;
using RagCluster.Grounding.Verifying;
using RagCluster.Text.Chunking;
using RagCluster.Text.Reading;

namespace RagCluster.Grounding.Generating;

/// <summary>Turns a stream of text pieces into whole sentences, each with the citation marks behind it.</summary>
/// <param name="lengthMax">The most characters that are taken in.</param>
internal sealed class SentenceBuffer(int lengthMax)
{
    private readonly StringBuilder _open = new();
    private int _taken;

    /// <summary>
    /// Whether a limit was reached, so that the rest is not read: of the whole, or of one sentence, which nothing could check.
    /// </summary>
    internal bool IsFull => _taken >= lengthMax || _open.Length > SentenceVerifier.SentenceLengthMax;

    /// <summary>How many characters were taken in.</summary>
    internal int TakenCount => _taken;

    /// <summary>Takes a piece in and gives the sentences that are complete now.</summary>
    internal List<string> Add(string piece)
    {
        int length = Math.Min(piece.Length, lengthMax - _taken);
        _taken += length;
        _open.Append(piece, 0, length);
        // A sentence ends only where white space follows, so nothing can be complete without one.
        return piece.AsSpan(0, length).ContainsAny(" \n\t。！？") ? Take(isLast: false) : [];
    }

    /// <summary>Gives what is left at the end of the stream; a tail that the limit cut off is no sentence.</summary>
    internal List<string> Finish() => Take(isLast: !IsFull);

    private List<string> Take(bool isLast)
    {
        string text = _open.ToString();
        IReadOnlyList<TextSpan> spans = SentenceSplitter.Split(text, 0, text.Length);
        List<string> sentences = new();
        int from = 0;
        for (int i = 0; i < spans.Count; i++)
        {
            int start = Math.Max(from, spans[i].Start);
            if (start >= spans[i].End)
                continue;
            int end = spans[i].End;
            // "It has two bulbs. [1] They ...": the mark stands behind the full stop and belongs before it.
            end += CitationMarks.LeadingLength(text.AsSpan(end));
            bool isComplete = isLast || i + 1 < spans.Count && HasContentAfter(text, end);
            if (!isComplete)
                break;
            sentences.Add(text[start..end]);
            from = end;
        }

        _open.Remove(0, from);
        return sentences;
    }

    // A piece may end within a mark: "[1" may still become "[1]".
    private static bool HasContentAfter(string text, int end)
    {
        ReadOnlySpan<char> rest = text.AsSpan(end).TrimStart();
        return rest.Length > 0 && (rest[0] is not ('[' or '【') || rest.IndexOfAny("]】") >= 0);
    }
}
