namespace Orleans.Serialization.Invocation;

/// <summary>The outcome of a method without a result.</summary>
[GenerateSerializer, Immutable]
public sealed class CompletedResponse : Response
{
    public static CompletedResponse Instance { get; } = new();

    public override object? Result
    {
        get => null;
        set => throw new InvalidOperationException($"Type {nameof(CompletedResponse)} is read-only");
    }

    public override Exception? Exception
    {
        get => null;
        set => throw new InvalidOperationException($"Type {nameof(CompletedResponse)} is read-only");
    }

    public override T? GetResult<T>()
        where T : default => default;

    public override void Dispose() { }

    public override string ToString() => "[Completed]";
}
