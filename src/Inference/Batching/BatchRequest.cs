using RagCluster.Inference.Onnx;

namespace RagCluster.Inference.Batching;

/// <summary>One caller's rows and the task that it awaits. Ends exactly once: with all results, an error, or its cancellation.</summary>
internal sealed class BatchRequest
{
    // Callers go on elsewhere: a device's thread must not run their code.
    private readonly TaskCompletionSource<float[][]> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly float[][] _results;
    private int _open;

    public BatchRequest(IBatchModel model, IReadOnlyList<TokenSequence> sequences, BatchPriority priority)
    {
        Model = model;
        Priority = priority;
        _results = new float[sequences.Count][];
        _open = sequences.Count;
        Items = new BatchItem[sequences.Count];
        for (int i = 0; i < Items.Length; i++)
        {
            Items[i] = new BatchItem(this, i, sequences[i]);
            Tokens += sequences[i].Length;
        }
    }

    public IBatchModel Model { get; }

    public BatchPriority Priority { get; }

    public BatchItem[] Items { get; }

    /// <summary>The tokens of all rows, without padding.</summary>
    public int Tokens { get; }

    /// <summary>When it was queued, as a timestamp of the queue's clock.</summary>
    public long QueuedAt { get; set; }

    public Task<float[][]> Task => _done.Task;

    public bool IsOver => _done.Task.IsCompleted;

    public void Complete(BatchItem item, float[] result)
    {
        _results[item.Index] = result;
        if (Interlocked.Decrement(ref _open) == 0)
            _done.TrySetResult(_results);
    }

    public void Fail(Exception error) => _done.TrySetException(error);

    public void Cancel(CancellationToken cancellationToken) => _done.TrySetCanceled(cancellationToken);
}
