using System.Diagnostics;
using RagCluster.Lexical.Analysis;
using RagCluster.Lexical.Bm25;

namespace RagCluster.Retrieval.Bm25;

/// <summary>
/// Runs the peers on the same passages and queries. They are given the analysed terms, each as a word of its own number, so that no peer's
/// tokenizer or stemmer makes other lists than ours.
/// </summary>
internal static class PeerRun
{
    // Debian installs the peers for its own Python, which need not be the first on the path.
    private const string DebianPython = "/usr/bin/python3";
    private const string Script = "benchmarks/peers/bm25_peers.py";

    /// <summary>Writes the peers' input and runs them; what they print are figures.</summary>
    internal static void Run(WorkFolder work, string[] texts, QueryTerm[][] queries)
    {
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        string passageFile = Path.Combine(work.Path, "passages.txt");
        string queryFile = Path.Combine(work.Path, "queries.txt");
        File.WriteAllLines(passageFile, texts.Select(text => string.Join(' ', TextAnalyzer.Default.Analyze(text).Select(Word))));
        File.WriteAllLines(queryFile, queries.Select(terms => string.Join(' ', terms.Select(term => Word(term.Term)))));
        using Process peers =
            Process.Start(
                new ProcessStartInfo(
                    File.Exists(DebianPython) ? DebianPython : "python3",
                    [FindScript(), passageFile, queryFile, work.Path]
                )
            ) ?? throw new InvalidOperationException("python3 could not be started.");
        peers.WaitForExit();
        if (peers.ExitCode != 0)
            throw new InvalidOperationException($"{Script} ended with {peers.ExitCode}.");

        string Word(string term)
        {
            if (!numbers.TryGetValue(term, out int number))
                numbers[term] = number = numbers.Count;
            return FormattableString.Invariant($"t{number}");
        }
    }

    private static string FindScript()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, Script);
            if (File.Exists(candidate))
                return candidate;
        }

        throw new FileNotFoundException($"{Script} is not above the program.");
    }
}
