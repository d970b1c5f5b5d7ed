using RagCluster.Cli.Client;

namespace RagCluster.Benchmarks;

/// <summary>The checkout that this program was built in.</summary>
/// <param name="Root">Its folder.</param>
internal sealed record Checkout(string Root)
{
    /// <summary>Finds it above this program.</summary>
    /// <exception cref="RagClientException">This program was not built in one.</exception>
    internal static Checkout Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "benchmarks")) && Directory.Exists(Path.Combine(folder.FullName, "src")))
                return new Checkout(folder.FullName);
        }

        throw new RagClientException("Benchmarks run in a checkout of the sources: this program lies in none.");
    }

    /// <summary>A file of the shared data, which lies beside the checkout or beside a folder above it; null when there is none.</summary>
    /// <param name="path">Its path below <c>shared/data</c>.</param>
    internal string? SharedData(string path)
    {
        for (DirectoryInfo? folder = new(Root); folder is not null; folder = folder.Parent)
        {
            string file = Path.Combine(folder.FullName, "shared", "data", path);
            if (File.Exists(file))
                return file;
        }

        return null;
    }

    /// <summary>A folder of the shared models, which lies where the shared data does; null when there is none.</summary>
    /// <param name="name">Its name below <c>shared/models</c>.</param>
    internal string? SharedModels(string name)
    {
        for (DirectoryInfo? folder = new(Root); folder is not null; folder = folder.Parent)
        {
            string models = Path.Combine(folder.FullName, "shared", "models", name);
            if (Directory.Exists(models))
                return models;
        }

        return null;
    }

    /// <summary>Where the figures of a benchmark are kept.</summary>
    internal string ResultsOf(string benchmark) => Path.Combine(Root, "benchmarks", "results", $"{benchmark}.csv");

    /// <summary>The commit, with "-dirty" when sources differ from it; "unknown" without git.</summary>
    internal async Task<string> CommitAsync(CancellationToken cancellationToken)
    {
        try
        {
            List<string> commit = [];
            List<string> changes = [];
            await BenchmarkProgram.RunAsync(["git", "-C", Root, "rev-parse", "--short=10", "HEAD"], commit.Add, cancellationToken);
            // Figures of the run before are no change of what is measured.
            await BenchmarkProgram.RunAsync(
                ["git", "-C", Root, "status", "--porcelain", "--untracked-files=no", "--", ".", ":!benchmarks/results", ":!docs"],
                changes.Add,
                cancellationToken
            );
            return changes.Count == 0 ? commit[0] : $"{commit[0]}-dirty";
        }
        catch (RagClientException)
        {
            return "unknown";
        }
    }
}
