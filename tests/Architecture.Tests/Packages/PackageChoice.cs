using System.Diagnostics;
using System.Text.RegularExpressions;

namespace RagCluster.Architecture.Tests.Packages;

/// <summary>What <c>compat/packages.sh</c> chose.</summary>
/// <param name="Line">What it printed; empty when it printed nothing.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Switches">The properties that it wrote.</param>
internal sealed partial record PackageChoice(string Line, int ExitCode, IReadOnlyDictionary<string, bool> Switches)
{
    /// <summary>The names of the properties that are true.</summary>
    internal IEnumerable<string> Taken => Switches.Where(s => s.Value).Select(s => s.Key).Order(StringComparer.Ordinal);

    /// <summary>Runs the script in a checkout.</summary>
    /// <param name="folder">The checkout and its feed.</param>
    /// <param name="settings">Environment variables beside those that keep the machine out.</param>
    internal static async Task<PackageChoice> MakeAsync(FeedFolder folder, params (string Name, string Value)[] settings)
    {
        ProcessStartInfo start = new("bash", [Path.Combine(folder.Checkout, "compat", "packages.sh")])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        // The limit is for a feed that does not answer: a test on a busy machine waits for one that does.
        (string, string)[] apart =
        [
            ("NUGET_PACKAGES", folder.Restored),
            ("RAG_PACKAGES", ""),
            ("RAG_PACKAGES_SECONDS", "600"),
            ("RAG_GPU", "0"),
        ];
        foreach ((string name, string value) in apart.Concat(settings))
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string line = await process.StandardError.ReadToEndAsync();
        Assert.Empty(await output);
        await process.WaitForExitAsync();
        string file = Path.Combine(folder.Checkout, ".rag", "packages.props");
        return new PackageChoice(
            line.Trim(),
            process.ExitCode,
            File.Exists(file)
                ? Switch().Matches(await File.ReadAllTextAsync(file)).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value == "true")
                : new Dictionary<string, bool>()
        );
    }

    [GeneratedRegex(@"<(Use\w+) [^>]*>(true|false)<")]
    private static partial Regex Switch();
}
