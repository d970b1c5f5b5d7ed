namespace Orleans.Concurrency;

/// <summary>Wraps a value that is not copied.</summary>
/// <typeparam name="T">The value.</typeparam>
[GenerateSerializer, Immutable]
public readonly struct Immutable<T>(T value)
{
    [Id(0)]
    public readonly T Value = value;
}
