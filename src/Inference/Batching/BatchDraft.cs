namespace RagCluster.Inference.Batching;

/// <summary>A batch while it is put together, within its limits.</summary>
internal sealed class BatchDraft
{
    /// <summary>Padding may be an eighth of a batch: about what sorting saves a batch of its own.</summary>
    private const int PaddingShare = 8;

    /// <summary>A sixteenth of the budget may be padding in any case: a run costs that much before it multiplies anything.</summary>
    private const int FreePaddingShare = 16;

    private readonly int _textsMax;
    private readonly int _tokensMax;
    private int _longest;
    private int _tokens;

    public BatchDraft(BatchItem lead, int textsMax, int tokensMax)
    {
        _textsMax = textsMax;
        _tokensMax = tokensMax;
        _longest = _tokens = lead.Length;
        Items.Add(lead);
    }

    public List<BatchItem> Items { get; } = [];

    public bool TryAdd(BatchItem item)
    {
        int longest = Math.Max(_longest, item.Length);
        int padded = longest * (Items.Count + 1);
        int padding = padded - _tokens - item.Length;
        if (Items.Count >= _textsMax || padded > _tokensMax || padding > Math.Max(padded / PaddingShare, _tokensMax / FreePaddingShare))
            return false;
        Items.Add(item);
        _longest = longest;
        _tokens += item.Length;
        return true;
    }
}
