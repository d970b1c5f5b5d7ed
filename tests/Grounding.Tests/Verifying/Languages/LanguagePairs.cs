using System.Reflection;

namespace RagCluster.Grounding.Tests.Verifying.Languages;

/// <summary>Sentences with a source in one language, written by hand: <c>de.txt</c> and its neighbours.</summary>
internal static class LanguagePairs
{
    internal static readonly string[] Codes = ["ar", "de", "es", "fr", "it", "ja", "nl", "pt", "ru", "zh"];

    internal static IEnumerable<LabelledPair> Read(string code)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"pairs-{code}.txt")!;
        using StreamReader reader = new(stream);
        (string half, string source) = ("", "");
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split(' ', 3);
            if (cells[0] is "+" or "-")
                yield return new LabelledPair(cells[1], cells[2], "", source, cells[0] == "+", half == "held");
            else if (cells[0] is "dev" or "held")
                (half, source) = (cells[0], line[(cells[0].Length + 1)..]);
        }
    }
}
