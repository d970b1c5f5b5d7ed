using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace RagCluster.InferenceBenchmark;

/// <summary>The direct loop in Node.js, in a process of its own with the same model file and as many threads.</summary>
internal sealed class Peer : IDisposable
{
    private readonly Process _process;

    private Peer(Process process) => _process = process;

    /// <summary>Starts it; brings its package first where it is missing.</summary>
    internal static async Task<Peer> StartAsync(string folder, string model, int threads)
    {
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            using Process npm = Process.Start(
                new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
                {
                    WorkingDirectory = folder,
                }
            )!;
            await npm.WaitForExitAsync();
        }

        return new Peer(
            Process.Start(
                new ProcessStartInfo("node", [Path.Combine(folder, "loop.mjs"), model, threads.ToString(CultureInfo.InvariantCulture)])
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    WorkingDirectory = folder,
                }
            )!
        );
    }

    /// <summary>Runs a fixed batch over texts.</summary>
    internal async Task<Timing> LoopAsync(int[][] ids, int batch, bool sorted)
    {
        using JsonDocument answer = await AskAsync(
            new
            {
                ids,
                batch,
                sorted,
            }
        );
        JsonElement root = answer.RootElement;
        return new Timing(root.GetProperty("texts").GetInt32(), root.GetProperty("wall").GetDouble(), root.GetProperty("cpu").GetDouble());
    }

    /// <summary>The vectors of texts, each run alone.</summary>
    internal async Task<double[][]> VectorsAsync(int[][] vectors)
    {
        using JsonDocument answer = await AskAsync(new { vectors });
        return
        [
            .. answer
                .RootElement.GetProperty("vectors")
                .EnumerateArray()
                .Select(vector => vector.EnumerateArray().Select(x => x.GetDouble()).ToArray()),
        ];
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.Dispose();
    }

    private async Task<JsonDocument> AskAsync(object job)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(job));
        await _process.StandardInput.FlushAsync();
        string line =
            await _process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The direct loop ended; see its messages above.");
        return JsonDocument.Parse(line);
    }
}
