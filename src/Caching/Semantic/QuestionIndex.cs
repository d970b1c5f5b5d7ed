using System.Numerics;
using System.Runtime.InteropServices;
using RagCluster.Caching.Keys;

namespace RagCluster.Caching.Semantic;

/// <summary>
/// Finds among questions that were asked before one that is near by embedding and of the same <see cref="QuestionShape"/>. Questions are
/// kept by scope, the key without the question (<see cref="CacheKeyParts.EncodeScope"/>): those of another scope are not looked at.
/// Bounded; what was used least lately leaves first. Holds no values. Thread-safe.
/// </summary>
public sealed class QuestionIndex
{
    // The cosine of a vector with itself may come out a little below 1.
    private const double Rounding = 1e-5;

    private readonly Lock _lock = new();
    private readonly Dictionary<CacheKey, Dictionary<CacheKey, LinkedListNode<Entry>>> _scopes = [];
    private readonly LinkedList<Entry> _byUse = [];
    private readonly int _entriesMax;
    private readonly double _threshold;
    private long _evictions;

    /// <summary>Creates an empty index.</summary>
    /// <param name="entriesMax">The most questions, over all scopes; at least one.</param>
    /// <param name="threshold">The least cosine, above 0 and at most 1.</param>
    public QuestionIndex(int entriesMax, double threshold)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(entriesMax, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threshold);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threshold, 1);
        _entriesMax = entriesMax;
        _threshold = threshold;
    }

    /// <summary>Questions held.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _byUse.Count;
        }
    }

    /// <summary>Questions that left for want of room.</summary>
    public long Evictions => Interlocked.Read(ref _evictions);

    /// <summary>The nearest other question of a scope that may stand for one; null when there is none.</summary>
    /// <param name="scope">All that the value depends on beside the question.</param>
    /// <param name="question">The question.</param>
    /// <param name="embedding">Its embedding.</param>
    public NearQuestion? Find(CacheKey scope, string question, ReadOnlySpan<float> embedding)
    {
        if (Normalize(embedding) is not { } vector)
            return null;
        Entry[] candidates = Candidates(scope);
        Entry? nearest = null;
        double best = _threshold - Rounding;
        QuestionShape? shape = null;
        foreach (Entry candidate in candidates)
        {
            if (candidate.Vector.Length != vector.Length || candidate.Question == question)
                continue;
            double cosine = Dot(vector, candidate.Vector);
            if (cosine < best || !candidate.Shape.AgreesWith(shape ??= QuestionShape.Of(question)))
                continue;
            (nearest, best) = (candidate, cosine);
        }

        if (nearest is null)
            return null;
        Touch(nearest);
        return new NearQuestion(nearest.Question, nearest.Key, best);
    }

    /// <summary>Takes up a question whose value is kept; nothing happens when it is known or its embedding has no direction.</summary>
    /// <param name="scope">As of <see cref="Find"/>.</param>
    /// <param name="key">The key of its value: the scope and the question.</param>
    /// <param name="question">The question.</param>
    /// <param name="embedding">Its embedding.</param>
    public void Add(CacheKey scope, CacheKey key, string question, ReadOnlySpan<float> embedding)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (Normalize(embedding) is not { } vector)
            return;
        Entry entry = new(scope, key, question, vector, QuestionShape.Of(question));
        lock (_lock)
        {
            ref Dictionary<CacheKey, LinkedListNode<Entry>>? questions = ref CollectionsMarshal.GetValueRefOrAddDefault(
                _scopes,
                scope,
                out _
            );
            questions ??= [];
            if (questions.ContainsKey(key))
                return;
            questions.Add(key, _byUse.AddFirst(entry));
            if (_byUse.Count <= _entriesMax)
                return;
            Forget(_byUse.Last!);
            _evictions++;
        }
    }

    /// <summary>Forgets a question whose value is gone.</summary>
    /// <param name="scope">As of <see cref="Find"/>.</param>
    /// <param name="key">The key of its value.</param>
    public void Remove(CacheKey scope, CacheKey key)
    {
        lock (_lock)
        {
            if (Node(scope, key) is { } node)
                Forget(node);
        }
    }

    private Entry[] Candidates(CacheKey scope)
    {
        lock (_lock)
            return _scopes.TryGetValue(scope, out Dictionary<CacheKey, LinkedListNode<Entry>>? questions)
                ? [.. questions.Values.Select(node => node.Value)]
                : [];
    }

    private void Touch(Entry entry)
    {
        lock (_lock)
        {
            if (Node(entry.Scope, entry.Key) is not { } node)
                return;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
        }
    }

    private LinkedListNode<Entry>? Node(CacheKey scope, CacheKey key) =>
        _scopes.TryGetValue(scope, out Dictionary<CacheKey, LinkedListNode<Entry>>? questions) ? questions.GetValueOrDefault(key) : null;

    private void Forget(LinkedListNode<Entry> node)
    {
        _byUse.Remove(node);
        Dictionary<CacheKey, LinkedListNode<Entry>> questions = _scopes[node.Value.Scope];
        questions.Remove(node.Value.Key);
        if (questions.Count == 0)
            _scopes.Remove(node.Value.Scope);
    }

    private static float[]? Normalize(ReadOnlySpan<float> embedding)
    {
        double square = 0;
        foreach (float value in embedding)
            square += (double)value * value;
        if (!(square > 0) || !double.IsFinite(square))
            return null;
        float[] vector = new float[embedding.Length];
        double length = Math.Sqrt(square);
        for (int i = 0; i < vector.Length; i++)
            vector[i] = (float)(embedding[i] / length);
        return vector;
    }

    private static double Dot(float[] left, float[] right)
    {
        ReadOnlySpan<Vector<float>> leftBlocks = MemoryMarshal.Cast<float, Vector<float>>(left);
        ReadOnlySpan<Vector<float>> rightBlocks = MemoryMarshal.Cast<float, Vector<float>>(right);
        Vector<float> sums = Vector<float>.Zero;
        for (int block = 0; block < leftBlocks.Length; block++)
            sums += leftBlocks[block] * rightBlocks[block];
        float sum = Vector.Sum(sums);
        for (int i = leftBlocks.Length * Vector<float>.Count; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }

    private sealed record Entry(CacheKey Scope, CacheKey Key, string Question, float[] Vector, QuestionShape Shape);
}
