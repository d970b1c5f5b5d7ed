using System.Text;

namespace RagCluster.Reading;

/// <summary>Makes Markdown files as people write them: headings, paragraphs with emphasis and links, lists, code, a small table.</summary>
internal static class MarkdownFiles
{
    private const int VocabularyWords = 2_000;
    private const int SectionsMax = 5;
    private const string Letters = "etaoinshrdlucmfwypvbgk";

    /// <summary>The files.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The same seed makes the same files.</param>
    internal static byte[][] Make(int count, int seed)
    {
        Random random = new(seed);
        string[] vocabulary = [.. Enumerable.Range(0, VocabularyWords).Select(_ => Word(random))];
        return [.. Enumerable.Range(0, count).Select(i => Encoding.UTF8.GetBytes(File(random, vocabulary, i)))];
    }

    private static string File(Random random, string[] vocabulary, int number)
    {
        StringBuilder text = new();
        text.Append($"# Note {number}: {Words(random, vocabulary, 4)}\n\n");
        int sections = random.Next(1, SectionsMax + 1);
        for (int i = 0; i < sections; i++)
        {
            text.Append($"## {Words(random, vocabulary, 3)}\n\n");
            text.Append(
                $"{Words(random, vocabulary, 30)} **{Words(random, vocabulary, 2)}**, {Words(random, vocabulary, 20)}. See "
                    + $"[{Words(random, vocabulary, 2)}](https://example.org/{number}/{i}).\n\n"
            );
            text.Append(
                $"- {Words(random, vocabulary, 8)}\n- `{Words(random, vocabulary, 1)}` {Words(random, vocabulary, 6)}\n- "
                    + $"{Words(random, vocabulary, 9)}\n\n"
            );
            if (i % 2 == 0)
                text.Append($"```sh\n{Words(random, vocabulary, 5)}\n```\n\n");
            else
                text.Append(
                    $"| {Words(random, vocabulary, 1)} | {Words(random, vocabulary, 1)} |\n| --- | --- |\n| "
                        + $"{Words(random, vocabulary, 2)} | {random.Next(1000)} |\n\n"
                );
        }

        return text.ToString();
    }

    private static string Words(Random random, string[] vocabulary, int count) =>
        string.Join(' ', Enumerable.Range(0, count).Select(_ => vocabulary[random.Next(vocabulary.Length)]));

    private static string Word(Random random) =>
        new([.. Enumerable.Range(0, random.Next(2, 10)).Select(_ => Letters[random.Next(Letters.Length)])]);
}
