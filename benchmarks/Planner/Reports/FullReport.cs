using RagCluster.PlannerBenchmark.Matrices;
using RagCluster.PlannerBenchmark.Replay;

namespace RagCluster.PlannerBenchmark.Reports;

/// <summary>Everything that `./rag bench planner` prints.</summary>
internal static class FullReport
{
    private const double CostPrice = 0.001;

    // 50 ms or 5 ms as dear as one point of quality: a person who waits, and a server that is full.
    private static readonly double[] LatencyPrices = [0.2, 2];

    internal static void Print(string folder, bool isQuick, string? pictures)
    {
        PlanningTime.Print();
        OutcomeMatrix[] matrices = [.. Directory.EnumerateFiles(folder, "*.after.csv").Order(StringComparer.Ordinal).Select(Read)];
        foreach (OutcomeMatrix matrix in matrices)
        {
            foreach (double price in LatencyPrices)
                Headroom.Print(matrix, new Prices(price, CostPrice));
        }

        int queries = isQuick ? 2000 : 3000;
        new WorldReport(
            "synthetic",
            (seed, rate) =>
                new Episode
                {
                    Matrix = SyntheticMatrix.Make(seed),
                    Prices = new Prices(LatencyPrices[0], CostPrice),
                    SlowStage = "rerank",
                    Queries = queries,
                    LabelRate = rate,
                },
            isQuick
        ).Print(pictures);
        foreach (OutcomeMatrix matrix in matrices)
        {
            new WorldReport(
                matrix.Name,
                (_, rate) =>
                    new Episode
                    {
                        Matrix = matrix,
                        Prices = new Prices(LatencyPrices[1], CostPrice),
                        SlowStage = "rerank",
                        Queries = queries,
                        LabelRate = rate,
                    },
                isQuick
            ).Print(pictures);
        }
    }

    private static OutcomeMatrix Read(string after)
    {
        string before = after.Replace(".after.csv", ".csv", StringComparison.Ordinal);
        return new OutcomeMatrix(
            Path.GetFileNameWithoutExtension(before),
            MatrixFile.Menu,
            MatrixFile.Read(before),
            MatrixFile.Read(after)
        );
    }
}
