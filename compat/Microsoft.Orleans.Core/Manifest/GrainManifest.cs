using System.Collections.Concurrent;

namespace Orleans.Runtime;

/// <summary>The grain classes of this process and the interfaces that they answer.</summary>
internal sealed class GrainManifest
{
    private readonly Dictionary<GrainType, GrainClass> _classes = [];
    private readonly Dictionary<GrainInterfaceType, List<GrainCandidate>> _implementations = [];
    private readonly ConcurrentDictionary<GrainInterfaceType, Type> _interfaces = new();

    // A name is read from attributes, which takes longer than all else that getting a grain does.
    private readonly ConcurrentDictionary<Type, GrainInterfaceType> _names = new();
    private volatile Dictionary<GrainInterfaceType, List<GrainCandidate>>? _cluster;

    public GrainManifest()
    {
        IEnumerable<Type> types = ApplicationParts
            .All()
            .Append(typeof(GrainManifest).Assembly)
            .Distinct()
            .SelectMany(ApplicationParts.TypesOf);
        foreach (Type? type in types)
        {
            if (IsGrainClass(type))
                Add(new GrainClass(type));
            else if (type.IsInterface && typeof(IAddressable).IsAssignableFrom(type) && !type.ContainsGenericParameters)
                _interfaces.TryAdd(GrainNames.OfInterface(type), type);
        }
    }

    public IEnumerable<GrainClass> Classes => _classes.Values;

    /// <exception cref="ArgumentException">No class of this process has the type.</exception>
    public GrainClass ClassOf(GrainType type) =>
        _classes.TryGetValue(type, out GrainClass? found)
            ? found
            : throw new ArgumentException($"Could not find an implementation for grain type {type}.");

    public Type InterfaceOf(GrainInterfaceType type) =>
        _interfaces.TryGetValue(type, out Type? found) ? found : throw new ArgumentException($"Unknown grain interface {type}.");

    /// <summary>The type of the class that answers an interface.</summary>
    /// <exception cref="ArgumentException">None does, or several do and no one is meant.</exception>
    public GrainType GrainTypeFor(Type interfaceType, string? classNamePrefix)
    {
        if (interfaceType.IsGenericType)
            throw new NotSupportedException($"GetGrain of the generic grain interface {interfaceType}.");
        GrainInterfaceType name = _names.GetOrAdd(interfaceType, GrainNames.OfInterface);
        List<GrainCandidate> candidates =
            _cluster?.GetValueOrDefault(name)
            ?? _implementations.GetValueOrDefault(name)
            ?? throw new ArgumentException($"Could not find an implementation for interface {interfaceType.FullName}");
        return string.IsNullOrWhiteSpace(classNamePrefix)
            ? Only(interfaceType, candidates)
            : ByPrefix(interfaceType, candidates, classNamePrefix);
    }

    /// <summary>What a client needs to know of the classes of this process.</summary>
    public List<GrainCandidate> Export() => [.. _classes.Values.Select(GrainCandidate.Of)];

    /// <summary>Goes by the classes of the cluster: a client need not have them.</summary>
    public void Import(IEnumerable<GrainCandidate> cluster)
    {
        Dictionary<GrainInterfaceType, List<GrainCandidate>> classes = new();
        foreach (GrainCandidate candidate in cluster)
            AddTo(classes, candidate);
        _cluster = classes;
    }

    private static GrainType Only(Type interfaceType, List<GrainCandidate> candidates)
    {
        if (candidates.Count == 1)
            return candidates[0].GrainType;
        List<GrainCandidate> conventional = candidates.Where(c => "I" + c.Name == interfaceType.Name).ToList();
        return conventional.Count == 1
            ? conventional[0].GrainType
            : throw new ArgumentException(
                $"Unable to identify a single appropriate grain type for interface {interfaceType.FullName}. Candidates: "
                    + $"{Names(candidates)}"
            );
    }

    private static GrainType ByPrefix(Type interfaceType, List<GrainCandidate> candidates, string prefix)
    {
        List<GrainCandidate> matching = candidates.Where(c => c.FullName.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        if (matching.Find(c => c.FullName.Length == prefix.Length) is { } exact)
            return exact.GrainType;
        return matching.Count switch
        {
            1 => matching[0].GrainType,
            0 => throw new ArgumentException(
                $"Could not find an implementation matching prefix \"{prefix}\" for interface {interfaceType.FullName}"
            ),
            _ => throw new ArgumentException(
                $"Unable to identify a single appropriate grain type for interface {interfaceType.FullName} with implementation "
                    + $"prefix \"{prefix}\". Candidates: {Names(candidates)}"
            ),
        };
    }

    private static string Names(List<GrainCandidate> candidates) =>
        string.Join(", ", candidates.Select(c => $"{c.GrainType} ({c.FullName})"));

    // Generated code cannot name a private class, so that officially such a class is no grain.
    private static bool IsGrainClass(Type type) =>
        type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
        && typeof(IGrain).IsAssignableFrom(type)
        && !typeof(GrainReference).IsAssignableFrom(type)
        && type is not { IsNestedPrivate: true };

    private void Add(GrainClass grain)
    {
        if (!_classes.TryAdd(grain.GrainType, grain))
        {
            throw new OrleansConfigurationException(
                $"Grain classes {_classes[grain.GrainType].Type} and {grain.Type} have the same grain type {grain.GrainType}."
            );
        }

        AddTo(_implementations, GrainCandidate.Of(grain));
    }

    private static void AddTo(Dictionary<GrainInterfaceType, List<GrainCandidate>> classes, GrainCandidate candidate)
    {
        foreach (string name in candidate.Interfaces)
        {
            GrainInterfaceType key = GrainInterfaceType.Create(name);
            if (!classes.TryGetValue(key, out List<GrainCandidate>? list))
                classes.Add(key, list = []);
            list.Add(candidate);
        }
    }
}
