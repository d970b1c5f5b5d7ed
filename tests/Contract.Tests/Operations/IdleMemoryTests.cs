using System.Globalization;
using RagCluster.TestKit;
#if ORLEANS_DASHBOARD
using RagCluster.Contract.Tests.Server;
#endif

namespace RagCluster.Contract.Tests.Operations;

/// <summary>What a server holds that nobody has asked for anything yet.</summary>
public sealed class IdleMemoryTests
{
    private const double MebibytesOfLargeObjects = 28;

    // Tables that a package allots for the most that it may ever hold are large objects, and stay for as long as the server runs.
    [Fact]
    public async Task IdleServer_AllotsNoTablesAhead()
    {
        using TempFolder data = new();
        await using SiloProcess silo = await SiloProcess.StartAsync(data.FullPath);
        double? large;
        while ((large = LargeObjects(await silo.Http.GetStringAsync("/metrics"))) is null or 0)
            await silo.Http.GetStringAsync("/openapi/v1.json");
        Assert.InRange(large.Value / (1 << 20), 0, MebibytesOfLargeObjects);
    }

#if ORLEANS_DASHBOARD
    [Fact]
    public async Task Dashboard_IsReadWhenItIsOpened()
    {
        using TempFolder data = new();
        await using SiloProcess silo = await SiloProcess.StartAsync(data.FullPath);
        Assert.InRange(DashboardBytes(silo.Id), 0, 4 << 20);
        Assert.Equal(200, (await new RawHttp(silo.Http.BaseAddress!).SendAsync("GET", "/orleans/index.min.js")).Status);
        Assert.InRange(DashboardBytes(silo.Id), 4 << 20, long.MaxValue);
    }

    private static long DashboardBytes(int process)
    {
        bool isDashboard = false;
        long bytes = 0;
        foreach (string line in File.ReadLines($"/proc/{process}/smaps"))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (!words[0].EndsWith(':'))
                isDashboard = line.EndsWith("/Orleans.Dashboard.dll", StringComparison.Ordinal);
            else if (isDashboard && words[0] == "Rss:")
                bytes += long.Parse(words[1], CultureInfo.InvariantCulture) << 10;
        }

        return bytes;
    }
#endif

    // Null until the heap was collected for the first time.
    private static double? LargeObjects(string metrics) =>
        metrics
            .Split('\n')
            .Where(line =>
                line.StartsWith("dotnet_gc_last_collection_heap_size_bytes{", StringComparison.Ordinal)
                && line.Contains("\"loh\"", StringComparison.Ordinal)
            )
            .Select(line => (double?)double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture))
            .FirstOrDefault();
}
