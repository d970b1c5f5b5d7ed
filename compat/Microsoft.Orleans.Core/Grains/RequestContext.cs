namespace Orleans.Runtime;

/// <summary>Values that travel with a call and with every call made because of it. Never sent back with the answer.</summary>
public static partial class RequestContext
{
    internal const string CallChainReentrancyKey = "#CCR";

    internal static readonly AsyncLocal<Dictionary<string, object>?> CallContextData = new();

    /// <summary>The call chain whose calls may interleave; empty for none.</summary>
    public static Guid ReentrancyId
    {
        get => Get(CallChainReentrancyKey) is Guid id ? id : Guid.Empty;
        set
        {
            if (value == Guid.Empty)
                Remove(CallChainReentrancyKey);
            else
                Set(CallChainReentrancyKey, value);
        }
    }

    public static IEnumerable<string> Keys => CallContextData.Value?.Keys ?? Enumerable.Empty<string>();

    public static IEnumerable<KeyValuePair<string, object>> Entries =>
        CallContextData.Value ?? Enumerable.Empty<KeyValuePair<string, object>>();

    /// <summary>Lets calls that come back because of this one interleave, until the result is disposed of.</summary>
    public static ReentrancySection AllowCallChainReentrancy()
    {
        Guid outer = ReentrancyId;
        return new ReentrancySection(outer, outer == Guid.Empty ? Guid.NewGuid() : outer);
    }

    public static ReentrancySection SuppressCallChainReentrancy() => new(ReentrancyId, Guid.Empty);

    public static object? Get(string key) =>
        CallContextData.Value is { } values && values.TryGetValue(key, out object? value) ? value : null;

    // Invariant: a dictionary once published is never changed, so that a call in flight may share it.
    public static void Set(string key, object value) =>
        CallContextData.Value = new Dictionary<string, object>(CallContextData.Value ?? []) { [key] = value };

    public static bool Remove(string key)
    {
        if (CallContextData.Value is not { } values || !values.ContainsKey(key))
            return false;
        Dictionary<string, object> rest = new(values);
        rest.Remove(key);
        CallContextData.Value = rest.Count == 0 ? null : rest;
        return true;
    }

    public static void Clear()
    {
        if (CallContextData.Value is not null)
            CallContextData.Value = null;
    }

    internal static Guid ReentrancyIdOf(Dictionary<string, object>? values) =>
        values is not null && values.TryGetValue(CallChainReentrancyKey, out object? value) && value is Guid id ? id : Guid.Empty;
}
