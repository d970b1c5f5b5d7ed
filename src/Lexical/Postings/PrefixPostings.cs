using System.Runtime.InteropServices;
using System.Text;
using RagCluster.Lexical.Sections;
using RagCluster.Lexical.TermDictionary;

namespace RagCluster.Lexical.Postings;

/// <summary>
/// The postings of all terms with one beginning as if they were one term: frequencies of a row are added up. Encoded like any list, so that
/// searches know no difference.
/// </summary>
internal static class PrefixPostings
{
    /// <summary>The most terms that a prefix stands for, the first in byte order.</summary>
    internal const int TermsMax = 4096;

    /// <summary>Appends the list.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="prefix">The beginning.</param>
    /// <param name="destination">Takes the list and its slack.</param>
    /// <returns>Postings of the list; 0 when no term has the beginning.</returns>
    internal static int Encode(LexicalSegment segment, ReadOnlySpan<char> prefix, ByteSink destination)
    {
        Span<byte> sought = stackalloc byte[TermTable.TermBytesMax];
        if (segment.Terms.Count == 0 || !Encoding.UTF8.TryGetBytes(prefix, sought, out int length))
            return 0;
        sought = sought[..length];
        List<Posting> postings = new();
        int terms = 0;
        for (TermEnumerator at = segment.Terms.EnumerateNear(sought); !at.IsAtEnd && terms < TermsMax; at.MoveNext())
        {
            if (at.Current.StartsWith(sought))
            {
                terms++;
                foreach (Posting posting in segment.Postings(at.Ordinal))
                    postings.Add(posting);
            }
            else if (at.Current.SequenceCompareTo(sought) > 0)
            {
                break;
            }
        }

        int count = AddUp(postings);
        if (count > 0)
            new PostingListEncoder().Encode(CollectionsMarshal.AsSpan(postings)[..count], segment.Lengths, destination);
        destination.Take(BlockPacking.SlackBytes).Clear();
        return count;
    }

    private static int AddUp(List<Posting> postings)
    {
        postings.Sort(static (left, right) => left.Row.CompareTo(right.Row));
        int count = 0;
        for (int i = 0; i < postings.Count; i++)
        {
            if (count > 0 && postings[count - 1].Row == postings[i].Row)
                postings[count - 1] = postings[i] with { Frequency = postings[count - 1].Frequency + postings[i].Frequency };
            else
                postings[count++] = postings[i];
        }

        return count;
    }
}
