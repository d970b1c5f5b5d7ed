using RagCluster.Inference.Batching;
using RagCluster.Inference.Models;
using RagCluster.Inference.Onnx;

namespace RagCluster.Inference.Tests.Batching;

/// <summary>A device's graph that answers with the sum of a row's tokens and can be held.</summary>
internal sealed class FakeModel : IBatchModel
{
    private readonly Lock _lock = new();
    private readonly List<int[]> _batches = [];

    public int RowTokensMax => 512;

    /// <summary>While reset, runs wait here.</summary>
    public ManualResetEventSlim Gate { get; } = new(true);

    /// <summary>Runs that wait at the gate or compute.</summary>
    public SemaphoreSlim Entered { get; } = new(0);

    /// <summary>The most rows that fit the device's memory.</summary>
    public int RowsMax { get; set; } = int.MaxValue;

    /// <summary>A row that begins with this id makes the graph fail.</summary>
    public int Poison { get; set; } = -1;

    /// <summary>The lengths of every batch that ran.</summary>
    public int[][] Batches
    {
        get
        {
            lock (_lock)
                return [.. _batches];
        }
    }

    public float[][] Run(IReadOnlyList<TokenSequence> rows, CancellationToken cancellationToken)
    {
        Entered.Release();
        Gate.Wait(cancellationToken);
        if (rows.Count > RowsMax)
            throw new DeviceMemoryException("no room");
        if (rows.Any(row => row.Ids[0] == Poison))
            throw new ModelException(ModelFault.Corrupt, "not finite");
        lock (_lock)
            _batches.Add([.. rows.Select(row => row.Length)]);
        return [.. rows.Select(row => new float[] { row.Ids[0], row.Length })];
    }

    public static TokenSequence Row(int length, int first = 1) => new([first, .. Enumerable.Repeat(1, length - 1)]);

    public static TokenSequence[] Rows(params int[] lengths) => [.. lengths.Select(length => Row(length))];
}
