namespace Orleans;

/// <summary>A state as its storage sees it.</summary>
/// <typeparam name="T">The state.</typeparam>
[GenerateSerializer]
public sealed class GrainState<T> : IGrainState<T>
{
    public GrainState() { }

    public GrainState(T? state)
        : this(state, null) { }

    public GrainState(T? state, string? eTag)
    {
        State = state;
        ETag = eTag;
    }

    [Id(0)]
    public T? State { get; set; }

    [Id(1)]
    public string? ETag { get; set; }

    [Id(2)]
    public bool RecordExists { get; set; }
}
