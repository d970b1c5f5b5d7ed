using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Orleans.Serialization.Wire;

/// <summary>The codecs of the framework's collections: those that can be copied.</summary>
internal static class CollectionCodecs
{
    private static readonly Dictionary<Type, string> Factories = new()
    {
        [typeof(List<>)] = nameof(List),
        [typeof(Dictionary<,>)] = nameof(Dictionary),
        [typeof(HashSet<>)] = nameof(HashSet),
        [typeof(SortedSet<>)] = nameof(SortedSet),
        [typeof(Queue<>)] = nameof(Queue),
        [typeof(Stack<>)] = nameof(Stack),
        [typeof(ConcurrentQueue<>)] = nameof(ConcurrentQueue),
        [typeof(ConcurrentDictionary<,>)] = nameof(ConcurrentDictionary),
        [typeof(SortedDictionary<,>)] = nameof(SortedDictionary),
        [typeof(SortedList<,>)] = nameof(SortedList),
        [typeof(Collection<>)] = nameof(Collection),
        [typeof(ReadOnlyCollection<>)] = nameof(ReadOnlyCollection),
        [typeof(ReadOnlyDictionary<,>)] = nameof(ReadOnlyDictionary),
        [typeof(ImmutableArray<>)] = nameof(ImmutableArray),
        [typeof(ImmutableList<>)] = nameof(ImmutableList),
        [typeof(ImmutableHashSet<>)] = nameof(ImmutableHashSet),
        [typeof(ImmutableSortedSet<>)] = nameof(ImmutableSortedSet),
        [typeof(ImmutableQueue<>)] = nameof(ImmutableQueue),
        [typeof(ImmutableStack<>)] = nameof(ImmutableStack),
        [typeof(ImmutableDictionary<,>)] = nameof(ImmutableDictionary),
        [typeof(ImmutableSortedDictionary<,>)] = nameof(ImmutableSortedDictionary),
        [typeof(FrozenSet<>)] = nameof(FrozenSet),
        [typeof(FrozenDictionary<,>)] = nameof(FrozenDictionary),
        [typeof(Memory<>)] = nameof(Memory),
        [typeof(ReadOnlyMemory<>)] = nameof(ReadOnlyMemory),
        [typeof(ArraySegment<>)] = nameof(ArraySegment),
    };

    public static Codec? Find(Type type)
    {
        if (type == typeof(ArrayList))
            return new ArrayListCodec();
        // Frozen collections are of hidden types that derive from the known one.
        for (Type? level = type; level is not null && !level.IsInterface; level = level.BaseType)
        {
            bool exact = level == type || level.Name.StartsWith("Frozen", StringComparison.Ordinal);
            if (!exact || !level.IsConstructedGenericType || !Factories.TryGetValue(level.GetGenericTypeDefinition(), out string? name))
                continue;
            MethodInfo factory = typeof(CollectionCodecs).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;
            return (Codec)factory.MakeGenericMethod(level.GetGenericArguments()).Invoke(null, null)!;
        }

        return null;
    }

    private static Codec List<T>() => new ListCodec<T>();

    private static Codec Queue<T>() => new SequenceCodec<Queue<T>, T>(e => new Queue<T>(e));

    private static Codec Stack<T>() => new SequenceCodec<Stack<T>, T>(e => new Stack<T>(e.Reverse()));

    private static Codec ConcurrentQueue<T>() => new SequenceCodec<ConcurrentQueue<T>, T>(e => new ConcurrentQueue<T>(e));

    private static Codec Collection<T>() => new SequenceCodec<Collection<T>, T>(e => new Collection<T>([.. e]));

    private static Codec ReadOnlyCollection<T>() => new SequenceCodec<ReadOnlyCollection<T>, T>(e => new ReadOnlyCollection<T>([.. e]));

    private static Codec ImmutableList<T>() =>
        new SequenceCodec<ImmutableList<T>, T>(e => System.Collections.Immutable.ImmutableList.Create(e));

    private static Codec ImmutableQueue<T>() =>
        new SequenceCodec<ImmutableQueue<T>, T>(e => System.Collections.Immutable.ImmutableQueue.Create(e));

    private static Codec ImmutableStack<T>() =>
        new SequenceCodec<ImmutableStack<T>, T>(e => System.Collections.Immutable.ImmutableStack.CreateRange(e.Reverse()));

    private static Codec HashSet<T>() => new SetCodec<HashSet<T>, T, IEqualityComparer<T>>(s => s.Comparer, (c, e) => new HashSet<T>(e, c));

    private static Codec SortedSet<T>() => new SetCodec<SortedSet<T>, T, IComparer<T>>(s => s.Comparer, (c, e) => new SortedSet<T>(e, c));

    private static Codec ImmutableHashSet<T>() =>
        new SetCodec<ImmutableHashSet<T>, T, IEqualityComparer<T>>(
            s => s.KeyComparer,
            (c, e) => System.Collections.Immutable.ImmutableHashSet.CreateRange(c, e)
        );

    private static Codec ImmutableSortedSet<T>() =>
        new SetCodec<ImmutableSortedSet<T>, T, IComparer<T>>(
            s => s.KeyComparer,
            (c, e) => System.Collections.Immutable.ImmutableSortedSet.CreateRange(c, e)
        );

    private static Codec FrozenSet<T>() => new SetCodec<FrozenSet<T>, T, IEqualityComparer<T>>(s => s.Comparer, (c, e) => e.ToFrozenSet(c));

    private static Codec Dictionary<TKey, TValue>()
        where TKey : notnull => new MapCodec<Dictionary<TKey, TValue>, TKey, TValue, IEqualityComparer<TKey>>(m => m.Comparer, (_, p) => p);

    private static Codec ConcurrentDictionary<TKey, TValue>()
        where TKey : notnull =>
        new MapCodec<ConcurrentDictionary<TKey, TValue>, TKey, TValue, IEqualityComparer<TKey>>(
            m => m.Comparer,
            (c, p) => new ConcurrentDictionary<TKey, TValue>(p, c)
        );

    private static Codec SortedDictionary<TKey, TValue>()
        where TKey : notnull =>
        new MapCodec<SortedDictionary<TKey, TValue>, TKey, TValue, IComparer<TKey>>(
            m => m.Comparer,
            (c, p) => new SortedDictionary<TKey, TValue>(p, c)
        );

    private static Codec SortedList<TKey, TValue>()
        where TKey : notnull =>
        new MapCodec<SortedList<TKey, TValue>, TKey, TValue, IComparer<TKey>>(
            m => m.Comparer,
            (c, p) => new SortedList<TKey, TValue>(p, c)
        );

    private static Codec ReadOnlyDictionary<TKey, TValue>()
        where TKey : notnull =>
        new MapCodec<ReadOnlyDictionary<TKey, TValue>, TKey, TValue, IEqualityComparer<TKey>>(
            _ => EqualityComparer<TKey>.Default,
            (_, p) => new ReadOnlyDictionary<TKey, TValue>(p)
        );

    private static Codec ImmutableDictionary<TKey, TValue>()
        where TKey : notnull =>
        new MapCodec<ImmutableDictionary<TKey, TValue>, TKey, TValue, IEqualityComparer<TKey>>(
            m => m.KeyComparer,
            (c, p) => p.ToImmutableDictionary(c)
        );

    private static Codec ImmutableSortedDictionary<TKey, TValue>()
        where TKey : notnull =>
        new MapCodec<ImmutableSortedDictionary<TKey, TValue>, TKey, TValue, IComparer<TKey>>(
            m => m.KeyComparer,
            (c, p) => p.ToImmutableSortedDictionary(c)
        );

    private static Codec FrozenDictionary<TKey, TValue>()
        where TKey : notnull =>
        new MapCodec<FrozenDictionary<TKey, TValue>, TKey, TValue, IEqualityComparer<TKey>>(
            m => m.Comparer,
            (c, p) => p.ToFrozenDictionary(c)
        );

    private static Codec ImmutableArray<T>() =>
        new ViewCodec<ImmutableArray<T>, T>(
            static (ImmutableArray<T> view, out ReadOnlySpan<T> part) =>
            {
                part = view.AsSpan();
                return !view.IsDefault;
            },
            ImmutableCollectionsMarshal.AsImmutableArray
        );

    private static Codec Memory<T>() =>
        new ViewCodec<Memory<T>, T>(
            static (Memory<T> view, out ReadOnlySpan<T> part) =>
            {
                part = view.Span;
                return true;
            },
            array => array
        );

    private static Codec ReadOnlyMemory<T>() =>
        new ViewCodec<ReadOnlyMemory<T>, T>(
            static (ReadOnlyMemory<T> view, out ReadOnlySpan<T> part) =>
            {
                part = view.Span;
                return true;
            },
            array => array
        );

    private static Codec ArraySegment<T>() =>
        new ViewCodec<ArraySegment<T>, T>(
            static (ArraySegment<T> view, out ReadOnlySpan<T> part) =>
            {
                part = view.AsSpan();
                return view.Array is not null;
            },
            array => array
        );
}
