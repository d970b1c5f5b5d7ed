namespace RagCluster.Inference.Batching;

/// <summary>A batch on the device. It is cut short when nobody waits for any of its rows any more.</summary>
internal sealed class RunningBatch(List<BatchItem> items) : IDisposable
{
    private readonly CancellationTokenSource _abandoned = new();

    public List<BatchItem> Items { get; } = items;

    /// <summary>Its size in tokens, padding counted.</summary>
    public int PaddedTokens { get; } = Padded(items);

    public IBatchModel Model => Items[0].Request.Model;

    public CancellationToken Abandoned => _abandoned.Token;

    /// <summary>The size in tokens, padding counted, of rows that run together.</summary>
    public static int Padded(List<BatchItem> rows) => rows.Max(row => row.Length) * rows.Count;

    /// <summary>Cancels the run if it is for nobody.</summary>
    public void CancelIfAbandoned()
    {
        if (Items.TrueForAll(item => item.Request.IsOver))
            _abandoned.Cancel();
    }

    public void Dispose() => _abandoned.Dispose();
}
