namespace RagCluster.Architecture.Tests;

/// <summary>Who may reference whom: the table of docs/architecture.md.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Api"] = ["Access", "Grains.Interfaces", "Corpus"],
        ["Access"] = [],
        ["Grains.Interfaces"] = ["Corpus"],
        ["Grains"] =
        [
            "Access",
            "Backup",
            "Grains.Interfaces",
            "Corpus",
            "Text",
            "Inference",
            "Vectors",
            "Lexical",
            "Shards",
            "Ranking",
            "Grounding",
            "Planning",
            "Caching",
            "Storage",
            "Storage.S3",
        ],
        ["Silo"] =
        [
            "Api",
            "Backup",
            "Caching",
            "Grains",
            "Grains.Interfaces",
            "Corpus",
            "Storage",
            "Shards",
            "Inference",
            "Text",
            "Grounding",
        ],
        ["Cli"] = ["Client", "Ranking"],
        ["Client"] = [],
        ["Corpus"] = [],
        ["Text"] = [],
        ["Inference"] = ["Text"],
        ["Vectors"] = [],
        ["Lexical"] = [],
        ["Shards"] = ["Corpus", "Vectors", "Lexical"],
        ["Ranking"] = [],
        ["Grounding"] = ["Corpus", "Lexical", "Text"],
        ["Planning"] = [],
        ["Caching"] = [],
        ["Storage"] = ["Corpus", "Shards"],
        ["Storage.S3"] = ["Shards"],
        ["Backup"] = ["Corpus", "Shards", "Storage", "Storage.S3"],
    };

    [Fact]
    public void EverySourceProject_StandsInTheTable()
    {
        string[] projects = [.. Repository.Files("src", ".csproj").Select(p => Path.GetFileNameWithoutExtension(p)!).Order()];
        Assert.Equal(Allowed.Keys.Order(), projects);
    }

    [Fact]
    public void SourceProject_ReferencesOnlyWhatTheTableAllows()
    {
        string[] wrong =
        [
            .. from project in Repository.Files("src", ".csproj")
            let name = Path.GetFileNameWithoutExtension(project)
            from reference in Repository.References(project)
            where !Allowed[name].Contains(reference)
            select $"{name} → {reference}",
        ];
        Assert.Empty(wrong);
    }

    [Fact]
    public void EveryProject_IsInTheSolution()
    {
        string solution = File.ReadAllText(Path.Combine(Repository.Root, "RagCluster.sln")).Replace('\\', '/');
        string[] missing =
        [
            .. from folder in (string[])["src", "tests", "compat", "benchmarks", "tools", "examples"]
            from project in Repository.Files(folder, ".csproj")
            let path = Repository.Relative(project)
            where !solution.Contains(path, StringComparison.Ordinal)
            select path,
        ];
        Assert.Empty(missing);
    }

    [Fact]
    public void Sources_DoNotKnowTheStandIns()
    {
        string[] knowing =
        [
            .. from file in Repository.Files("src", ".cs").Concat(Repository.Files("tests", ".cs"))
            where !file.Contains("Architecture.Tests", StringComparison.Ordinal)
            where File.ReadLines(file).Any(line => line.Contains("compat/", StringComparison.OrdinalIgnoreCase))
            select Repository.Relative(file),
        ];
        Assert.Empty(knowing);
    }

    [Fact]
    public void EverySourceProject_HasAReadmeThatOpensWithItsQuestion()
    {
        string[] wrong =
        [
            .. from project in Repository.Files("src", ".csproj")
            let readme = Path.Combine(Path.GetDirectoryName(project)!, "README.md")
            let lines = File.Exists(readme) ? File.ReadAllLines(readme) : []
            where lines.Length is 0 or > 40 || !lines[0].EndsWith('?')
            select Repository.Relative(readme),
        ];
        Assert.Empty(wrong);
    }
}
