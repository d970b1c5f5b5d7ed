using System.Collections.Concurrent;
using System.Reflection;
using Orleans.CodeGeneration;
using Orleans.Concurrency;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>What is known of one method of one grain interface; made once.</summary>
internal sealed class GrainMethod
{
    private readonly ConcurrentDictionary<TypeArguments, GrainMethod> _closed = new();
    private readonly Lazy<Func<object, object?[], ValueTask<Response>>> _invoker;
    private readonly Lazy<Func<object, object?[], object>> _enumerator;
    private readonly Lazy<ResponseReader> _responses;

    public GrainMethod(Type interfaceType, MethodInfo method)
    {
        InterfaceType = interfaceType;
        GrainInterface = GrainNames.OfInterface(interfaceType);
        InterfaceName = GrainInterface.ToString();
        Method = method;
        WireId = WireIdOf(method);
        Parameters = [.. method.GetParameters().Select(p => new GrainParameter(p))];
        Options = OptionsOf(method);
        ResponseTimeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;
        CancellationIndex = Array.FindIndex(Parameters, p => p.Type == typeof(CancellationToken));
        ActivityName = $"{interfaceType.Name}/{method.Name}";
        _invoker = new(() => MethodInvoker.Compile(Method));
        _enumerator = new(() => MethodInvoker.CompileRaw(Method));
        _responses = new(() => ResponseReader.For(Method.ReturnType));
    }

    public Type InterfaceType { get; }

    public string InterfaceName { get; }

    public GrainInterfaceType GrainInterface { get; }

    public ReadOnlySpan<byte> InterfaceNameUtf8 => GrainInterface.Value.AsSpan();

    public MethodInfo Method { get; }

    /// <summary>Names the method within its interface to other processes: of its alias, else of its signature.</summary>
    public uint WireId { get; }

    /// <summary>Reads answers that come from other processes.</summary>
    public ResponseReader ResponseReader => _responses.Value;

    public string ActivityName { get; }

    public GrainParameter[] Parameters { get; }

    public InvokeMethodOptions Options { get; }

    public TimeSpan? ResponseTimeout { get; }

    /// <summary>The place of the CancellationToken among the parameters; -1 for none.</summary>
    public int CancellationIndex { get; }

    public ValueTask<Response> Invoke(object target, object?[] arguments) => _invoker.Value(target, arguments);

    public object InvokeRaw(object target, object?[] arguments) => _enumerator.Value(target, arguments);

    /// <summary>This generic method with its type arguments.</summary>
    public GrainMethod Close(Type[] arguments) =>
        _closed.GetOrAdd(
            new TypeArguments(arguments),
            static (key, self) => new GrainMethod(self.InterfaceType, self.Method.MakeGenericMethod(key.Types)),
            this
        );

    private static InvokeMethodOptions OptionsOf(MethodInfo method)
    {
        InvokeMethodOptions options = InvokeMethodOptions.None;
        if (method.IsDefined(typeof(OneWayAttribute)) || method.ReturnType == typeof(void))
            options |= InvokeMethodOptions.OneWay;
        if (method.IsDefined(typeof(ReadOnlyAttribute)))
            options |= InvokeMethodOptions.ReadOnly;
        if (method.IsDefined(typeof(AlwaysInterleaveAttribute)))
            options |= InvokeMethodOptions.AlwaysInterleave;
        return options;
    }

    private static uint WireIdOf(MethodInfo method)
    {
        MethodInfo definition = method.IsGenericMethod ? method.GetGenericMethodDefinition() : method;
        string types = string.Join(',', definition.GetParameters().Select(p => p.ParameterType));
        string name =
            definition.GetCustomAttribute<AliasAttribute>()?.Alias
            ?? $"{definition.Name}`{definition.GetGenericArguments().Length}({types})";
        return StableHash.ComputeHash(System.Text.Encoding.UTF8.GetBytes(name));
    }

    private readonly struct TypeArguments(Type[] types) : IEquatable<TypeArguments>
    {
        public Type[] Types { get; } = types;

        public bool Equals(TypeArguments other) => Types.AsSpan().SequenceEqual(other.Types);

        public override bool Equals(object? obj) => obj is TypeArguments other && Equals(other);

        public override int GetHashCode()
        {
            HashCode hash = default(HashCode);
            foreach (Type type in Types)
                hash.Add(type);
            return hash.ToHashCode();
        }
    }
}
