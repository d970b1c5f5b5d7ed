using System.Text.RegularExpressions;
using RagCluster.Chart.Tests.Rendering;

namespace RagCluster.Chart.Tests;

/// <summary>Every setting that the chart sets is one that the server reads.</summary>
[Collection(OneChart.Name)]
public sealed partial class SettingsTests(ChartFixture chart)
{
    [Fact]
    public void Names_AreMembersOfAnOptionsClassOfTheirSection()
    {
        string[] sources =
        [
            .. Directory
                .EnumerateFiles(Path.Combine(chart.Chart, "../../../src"), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
                .Select(File.ReadAllText),
        ];
        string[] names = [.. chart.Rendered.Values.SelectMany(text => SettingName().Matches(text)).Select(m => m.Value).Distinct()];
        Assert.Contains("RAG__Cluster__Redis", names);
        Assert.Contains("RAG__Storage__Postgres__ConnectionString", names);
        Assert.All(
            names,
            name =>
                Assert.True(
                    sources.Any(source => Reads(source, name.Split("__")[1..]) || ReadsFile(source, name)),
                    $"{name} is a setting of nothing."
                )
        );
    }

    // Secrets from files are listed in one place, by their names with colons.
    private static bool ReadsFile(string source, string name) =>
        name.EndsWith("__File", StringComparison.Ordinal)
        && source.Contains("class SecretFiles", StringComparison.Ordinal)
        && source.Contains(
            $"\"{name["RAG__".Length..^"__File".Length].Replace("__", ":", StringComparison.Ordinal)}\"",
            StringComparison.Ordinal
        );

    // A class names its section in a constant or, where several share one, in its comment; a nested key is a section of its own.
    private static bool Reads(string source, string[] key)
    {
        string section = string.Join(':', key[..^1]);
        bool isOfSection =
            source.Contains($"Section = \"{section}\"", StringComparison.Ordinal)
            || Regex.IsMatch(source, $@"<c>RAG__{string.Join("__", key[..^1])}(__\w+)?</c>")
            || Regex.IsMatch(source, $@"<c>{Regex.Escape(section)}</c>");
        return isOfSection
            && (
                Regex.IsMatch(source, $@"public (required )?[\w<>?]+ {key[^1]} \{{ get;")
                || source.Contains($"section[\"{key[^1]}\"]", StringComparison.Ordinal)
            );
    }

    [GeneratedRegex(@"\bRAG__\w+")]
    private static partial Regex SettingName();
}
