using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Reflection;

namespace Orleans.Serialization.Cloning;

/// <summary>The collections of the framework that the serializer knows.</summary>
internal static class KnownCollections
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
        [typeof(IEnumerable<>)] = nameof(AnyList),
        [typeof(IReadOnlyCollection<>)] = nameof(AnyList),
        [typeof(IReadOnlyList<>)] = nameof(AnyList),
        [typeof(ICollection<>)] = nameof(AnyList),
        [typeof(IList<>)] = nameof(AnyList),
        [typeof(ISet<>)] = nameof(AnySet),
        [typeof(IReadOnlySet<>)] = nameof(AnySet),
        [typeof(IDictionary<,>)] = nameof(AnyDictionary),
        [typeof(IReadOnlyDictionary<,>)] = nameof(AnyDictionary),
    };

    public static TypeCopier ArrayList { get; } = new ArrayListCopier();

    public static TypeCopier? For(Type type)
    {
        if (IsStructure(type))
            return new StructureCopier(type);
        // Frozen collections are of hidden types that derive from the known one.
        for (Type? level = type; level is not null && !level.IsInterface; level = level.BaseType)
        {
            bool exact = level == type || level.Name.StartsWith("Frozen", StringComparison.Ordinal);
            if (exact && ByDefinition(level) is { } copier)
                return copier;
        }

        return null;
    }

    public static TypeCopier? ForInterface(Type declared) => declared.IsInterface ? ByDefinition(declared) : null;

    public static bool IsStructure(Type type) =>
        type.IsGenericType
        && (
            type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)
            || (typeof(System.Runtime.CompilerServices.ITuple).IsAssignableFrom(type) && type.Namespace == "System")
        );

    private static TypeCopier? ByDefinition(Type type)
    {
        if (!type.IsGenericType || !Factories.TryGetValue(type.GetGenericTypeDefinition(), out string? name))
            return null;
        MethodInfo factory = typeof(KnownCollections).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;
        return (TypeCopier)factory.MakeGenericMethod(type.GetGenericArguments()).Invoke(null, null)!;
    }

    private static TypeCopier List<T>() => new ListCopier<T>();

    private static TypeCopier HashSet<T>() => new SequenceCopier<HashSet<T>, T>((s, e) => new HashSet<T>(e, s.Comparer));

    private static TypeCopier SortedSet<T>() => new SequenceCopier<SortedSet<T>, T>((s, e) => new SortedSet<T>(e, s.Comparer));

    private static TypeCopier Queue<T>() => new SequenceCopier<Queue<T>, T>((_, e) => new Queue<T>(e));

    private static TypeCopier Stack<T>() => new SequenceCopier<Stack<T>, T>((_, e) => new Stack<T>(e.Reverse()));

    private static TypeCopier ConcurrentQueue<T>() => new SequenceCopier<ConcurrentQueue<T>, T>((_, e) => new ConcurrentQueue<T>(e));

    private static TypeCopier Collection<T>() => new SequenceCopier<Collection<T>, T>((_, e) => new Collection<T>([.. e]));

    private static TypeCopier ReadOnlyCollection<T>() =>
        new SequenceCopier<ReadOnlyCollection<T>, T>((_, e) => new ReadOnlyCollection<T>([.. e]));

    private static TypeCopier ImmutableArray<T>() =>
        new SequenceCopier<ImmutableArray<T>, T>((s, e) => s.IsDefault ? s : System.Collections.Immutable.ImmutableArray.CreateRange(e));

    private static TypeCopier ImmutableList<T>() => new SequenceCopier<ImmutableList<T>, T>((s, e) => s.Clear().AddRange(e));

    private static TypeCopier ImmutableHashSet<T>() =>
        new SequenceCopier<ImmutableHashSet<T>, T>((s, e) => System.Collections.Immutable.ImmutableHashSet.CreateRange(s.KeyComparer, e));

    private static TypeCopier ImmutableSortedSet<T>() =>
        new SequenceCopier<ImmutableSortedSet<T>, T>(
            (s, e) => System.Collections.Immutable.ImmutableSortedSet.CreateRange(s.KeyComparer, e)
        );

    private static TypeCopier ImmutableQueue<T>() =>
        new SequenceCopier<ImmutableQueue<T>, T>((_, e) => System.Collections.Immutable.ImmutableQueue.CreateRange(e));

    private static TypeCopier ImmutableStack<T>() =>
        new SequenceCopier<ImmutableStack<T>, T>((_, e) => System.Collections.Immutable.ImmutableStack.CreateRange(e.Reverse()));

    private static TypeCopier FrozenSet<T>() => new SequenceCopier<FrozenSet<T>, T>((s, e) => e.ToFrozenSet(s.Comparer));

    private static TypeCopier Dictionary<TKey, TValue>()
        where TKey : notnull =>
        new MapCopier<Dictionary<TKey, TValue>, TKey, TValue>((s, e) => new Dictionary<TKey, TValue>(e, s.Comparer));

    private static TypeCopier ConcurrentDictionary<TKey, TValue>()
        where TKey : notnull =>
        new MapCopier<ConcurrentDictionary<TKey, TValue>, TKey, TValue>((s, e) => new ConcurrentDictionary<TKey, TValue>(e, s.Comparer));

    private static TypeCopier SortedDictionary<TKey, TValue>()
        where TKey : notnull =>
        new MapCopier<SortedDictionary<TKey, TValue>, TKey, TValue>(
            (s, e) => new SortedDictionary<TKey, TValue>(new Dictionary<TKey, TValue>(e), s.Comparer)
        );

    private static TypeCopier SortedList<TKey, TValue>()
        where TKey : notnull =>
        new MapCopier<SortedList<TKey, TValue>, TKey, TValue>(
            (s, e) => new SortedList<TKey, TValue>(new Dictionary<TKey, TValue>(e), s.Comparer)
        );

    private static TypeCopier ReadOnlyDictionary<TKey, TValue>()
        where TKey : notnull =>
        new MapCopier<ReadOnlyDictionary<TKey, TValue>, TKey, TValue>(
            (_, e) => new ReadOnlyDictionary<TKey, TValue>(new Dictionary<TKey, TValue>(e))
        );

    private static TypeCopier ImmutableDictionary<TKey, TValue>()
        where TKey : notnull => new MapCopier<ImmutableDictionary<TKey, TValue>, TKey, TValue>((s, e) => s.Clear().AddRange(e));

    private static TypeCopier ImmutableSortedDictionary<TKey, TValue>()
        where TKey : notnull => new MapCopier<ImmutableSortedDictionary<TKey, TValue>, TKey, TValue>((s, e) => s.Clear().AddRange(e));

    private static TypeCopier FrozenDictionary<TKey, TValue>()
        where TKey : notnull => new MapCopier<FrozenDictionary<TKey, TValue>, TKey, TValue>((s, e) => e.ToFrozenDictionary(s.Comparer));

    private static TypeCopier Memory<T>() => new MemoryOfCopier<T>();

    private static TypeCopier ReadOnlyMemory<T>() => new MemoryOfCopier<T>();

    private static TypeCopier ArraySegment<T>() => new MemoryOfCopier<T>();

    private static TypeCopier AnyList<T>() => new InterfaceCopier<IEnumerable<T>, T>(e => new List<T>(e));

    private static TypeCopier AnySet<T>() => new InterfaceCopier<IEnumerable<T>, T>(e => new HashSet<T>(e));

    private static TypeCopier AnyDictionary<TKey, TValue>()
        where TKey : notnull => new MapInterfaceCopier<TKey, TValue>();
}
