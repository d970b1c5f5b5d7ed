using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RagCluster.Benchmarks;

/// <summary>
/// The figures of a benchmark over time: one line each, with when, of which commit and on how many processors. No cell names a folder of
/// the machine.
/// </summary>
internal static partial class ResultFile
{
    private const string Header = "date,commit,cores,mode,case,figure,value,unit";

    /// <summary>Appends figures.</summary>
    /// <param name="path">The file; it is created with a header when it is missing.</param>
    /// <param name="commit">What was measured.</param>
    /// <param name="mode">How: a full or quick run, or the arguments of one part.</param>
    /// <param name="figures">The figures.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal static async Task AppendAsync(
        string path,
        string commit,
        string mode,
        IReadOnlyCollection<Figure> figures,
        CancellationToken cancellationToken
    )
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        StringBuilder text = new();
        if (!File.Exists(path))
            text.AppendLine(Header);
        string when = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        foreach (Figure figure in figures)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{when},{commit},{Environment.ProcessorCount},{Cell(mode)},{Cell(figure.Case)},{Cell(figure.Name)},"
                    + $"{figure.Value:0.###},{figure.Unit}"
            );
        }

        await File.AppendAllTextAsync(path, text.ToString(), cancellationToken);
    }

    private static string Cell(string text)
    {
        string cell = Folders().Replace(text, "");
        return cell.Contains(',', StringComparison.Ordinal) ? $"\"{cell}\"" : cell;
    }

    // All of an absolute path but its last name; "calls/s" is none.
    [GeneratedRegex(@"(?<![\w.)\]])(?:[A-Za-z]:\\(?:[^\\\s,]+\\)*|/(?:[^/\s,]+/)+)")]
    private static partial Regex Folders();
}
