namespace Orleans.Serialization.Wire;

/// <summary>Builds collections from what was read; what they refuse is a malformed message.</summary>
internal static class Built
{
    public static TResult Checked<T1, T2, TResult>(Func<T1, T2, TResult> build, T1 first, T2 second)
    {
        try
        {
            return build(first, second);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or InvalidCastException)
        {
            throw new SerializerException($"The elements do not make a {typeof(TResult)}.", exception);
        }
    }

    public static void Fill<TKey, TValue>(Dictionary<TKey, TValue> map, TKey[] keys, TValue[] values)
        where TKey : notnull
    {
        for (int i = 0; i < keys.Length; i++)
        {
            if (keys[i] is null || !map.TryAdd(keys[i], values[i]))
                throw new SerializerException("A key is missing or occurs twice.");
        }
    }
}
