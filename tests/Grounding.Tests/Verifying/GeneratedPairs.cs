using System.Security.Cryptography;
using System.Text;
using RagCluster.Grounding.Tests.Calibration;
using RagCluster.Text.Chunking;

namespace RagCluster.Grounding.Tests.Verifying;

/// <summary>
/// Makes labelled pairs out of any paragraphs with questions: sentences as they stand, reworded, reordered or in part, statements made
/// of a question and its answer, and the same with one fact changed, or of another paragraph. Reproducible by its seed; the halves
/// share no title.
/// </summary>
internal sealed class GeneratedPairs(QuestionSet set, int seed)
{
    // No kind of supported sentence may outweigh the others: the plain ones are many and easy.
    private const int KindMax = 150;
    private const int LengthMin = 40;
    private const int LengthMax = 400;

    private readonly List<(string Title, string Text)> _paragraphs = set.Paragraphs;
    private readonly ILookup<int, QuestionSet.Item> _questions = set.Items.ToLookup(i => i.Paragraph);
    private readonly string[][] _names =
    [
        .. set.Paragraphs.Select(p => Falsifications.Names(p.Text).Select(m => m.Value).Distinct().ToArray()),
    ];

    /// <summary>As many supported pairs as unsupported ones of a half, each kind with its share as far as there are that many.</summary>
    /// <param name="isHeldOut">Which half.</param>
    /// <param name="sideMax">The most pairs of either label.</param>
    internal List<LabelledPair> Balanced(bool isHeldOut, int sideMax)
    {
        Random random = new(seed);
        List<LabelledPair> all = All().Where(p => p.IsHeldOut == isHeldOut).ToList();
        List<LabelledPair> supported = Pick([.. all.Where(p => p.IsSupported)], sideMax, KindMax, random);
        return [.. supported, .. Pick([.. all.Where(p => !p.IsSupported)], supported.Count, int.MaxValue, random)];
    }

    private static List<LabelledPair> Pick(List<LabelledPair> pairs, int left, int kindMax, Random random)
    {
        List<LabelledPair> picked = new();
        List<LabelledPair[]> kinds = pairs
            .GroupBy(p => p.Kind)
            .OrderBy(g => g.Count())
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.ToArray())
            .ToList();
        for (int k = 0; k < kinds.Count; k++)
        {
            random.Shuffle(kinds[k]);
            int share = Math.Min(Math.Min(kindMax, kinds[k].Length), left / (kinds.Count - k));
            picked.AddRange(kinds[k].Take(share));
            left -= share;
        }

        return picked;
    }

    /// <summary>Every pair that the paragraphs give.</summary>
    internal IEnumerable<LabelledPair> All()
    {
        for (int p = 0; p < _paragraphs.Count; p++)
        {
            string[] sentences = [.. Sentences(p)];
            for (int s = 0; s < sentences.Length; s++)
            {
                foreach ((string Kind, string? Claim, bool IsSupported) made in Of(sentences[s], p, new Random(seed + 1_000 * p + s)))
                    if (made.Claim is not null)
                        yield return Pair(p, made.Kind, made.Claim, made.IsSupported);
            }

            foreach (QuestionSet.Item item in _questions[p])
            {
                string answer = item.Answers[0].Text;
                if (Declaratives.Of(item.Question, answer) is { } right)
                    yield return Pair(p, "question with its answer", right, true);
                if (Declaratives.Of(item.Question, OtherAnswer(item, answer)) is { } wrong)
                    yield return Pair(p, "question with another answer", wrong, false);
            }
        }
    }

    private LabelledPair Pair(int p, string kind, string claim, bool isSupported) =>
        new(kind, claim, _paragraphs[p].Title, _paragraphs[p].Text, isSupported, IsInHeldOutHalf(_paragraphs[p].Title));

    // The answer of another question about the paragraph, of the same look, or nothing. Only names and numbers, so that a sentence comes
    // out.
    private string OtherAnswer(QuestionSet.Item item, string answer) =>
        _questions[item.Paragraph]
            .SelectMany(q => q.Answers)
            .Select(a => a.Text)
            .FirstOrDefault(
                other =>
                    (char.IsUpper(answer[0]) || answer.Any(char.IsDigit))
                    && other.Any(char.IsDigit) == answer.Any(char.IsDigit)
                    && char.IsUpper(other[0]) == char.IsUpper(answer[0])
                    && !other
                        .Split(' ')
                        .Any(w =>
                            w.Length > 1
                            && (
                                answer.Contains(w, StringComparison.OrdinalIgnoreCase)
                                || item.Question.Contains(w, StringComparison.OrdinalIgnoreCase)
                            )
                        ),
                ""
            );

    private IEnumerable<(string Kind, string? Claim, bool IsSupported)> Of(string sentence, int p, Random random)
    {
        string text = _paragraphs[p].Text;
        string framed = $"{_paragraphs[p].Title} {text}";
        yield return ("verbatim", sentence, true);
        yield return ("reworded", Rewordings.Reworded(sentence), true);
        yield return ("reordered", Rewordings.Reordered(sentence), true);
        string? part = Rewordings.Part(sentence);
        yield return ("part", part, true);
        yield return ("part, reworded", part is null ? null : Rewordings.Reworded(part), true);
        yield return ("number changed", Falsifications.NumberChanged(sentence, text, random), false);
        yield return ("date changed", Falsifications.DateChanged(sentence, text, random), false);
        yield return ("number of another sentence", Falsifications.NumberSwapped(sentence, text, random), false);
        yield return (
            "name changed",
            Falsifications.NameChanged(sentence, _names[Other(p, random, sameTitle: false)], framed, random),
            false
        );
        yield return ("name of another sentence", Falsifications.NameChanged(sentence, _names[p], sentence, random), false);
        yield return (
            "first name changed",
            Falsifications.FirstNameChanged(
                sentence,
                text,
                _names[Other(p, new Random(seed + p), sameTitle: false)],
                framed,
                new Random(seed + p)
            ),
            false
        );
        yield return ("negation inserted", Falsifications.Negated(sentence, random), false);
        yield return ("negation removed", Falsifications.Affirmed(sentence), false);
        yield return ("unrelated", Foreign(p, random, sameTitle: false), false);
        yield return ("unrelated, same title", Foreign(p, random, sameTitle: true), false);
    }

    private IEnumerable<string> Sentences(int p)
    {
        string text = _paragraphs[p].Text;
        return SentenceSplitter
            .Split(text, 0, text.Length)
            .Where(s => s.Length is >= LengthMin and <= LengthMax)
            .Select(s => text[s.Start..s.End])
            .Where(s => s[^1] == '.');
    }

    private string? Foreign(int p, Random random, bool sameTitle)
    {
        int other = Other(p, random, sameTitle);
        string[] sentences = other == p ? [] : [.. Sentences(other)];
        return sentences.Length == 0 ? null : sentences[random.Next(sentences.Length)];
    }

    private int Other(int p, Random random, bool sameTitle)
    {
        int[] others =
        [
            .. Enumerable.Range(0, _paragraphs.Count).Where(i => i != p && _paragraphs[i].Title == _paragraphs[p].Title == sameTitle),
        ];
        return others.Length == 0 ? p : others[random.Next(others.Length)];
    }

    private static bool IsInHeldOutHalf(string title) => SHA256.HashData(Encoding.UTF8.GetBytes(title))[0] % 2 == 1;
}
