using RagCluster.Inference.Onnx;

namespace RagCluster.Inference.Batching;

/// <summary>One row of a request while it waits and runs.</summary>
internal sealed class BatchItem
{
    public BatchItem(BatchRequest request, int index, TokenSequence sequence)
    {
        Request = request;
        Index = index;
        Sequence = sequence;
        ByAge = new LinkedListNode<BatchItem>(this);
        ByLength = new LinkedListNode<BatchItem>(this);
    }

    public BatchRequest Request { get; }

    /// <summary>The row's place in its request.</summary>
    public int Index { get; }

    public TokenSequence Sequence { get; }

    public int Length => Sequence.Length;

    // Invariant: both nodes are in lists while the row waits, neither when it does not. Kept here so that removal needs no search.
    public LinkedListNode<BatchItem> ByAge { get; }

    public LinkedListNode<BatchItem> ByLength { get; }

    public bool IsWaiting => ByAge.List is not null;
}
