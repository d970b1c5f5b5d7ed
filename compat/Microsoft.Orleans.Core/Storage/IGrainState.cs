namespace Orleans;

/// <summary>A state as its storage sees it.</summary>
/// <typeparam name="T">The state.</typeparam>
public interface IGrainState<T>
{
    T? State { get; set; }

    string? ETag { get; set; }

    bool RecordExists { get; set; }
}
