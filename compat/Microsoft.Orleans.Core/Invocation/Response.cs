namespace Orleans.Serialization.Invocation;

/// <summary>A call's outcome.</summary>
public abstract class Response : IDisposable
{
    public static Response Completed => CompletedResponse.Instance;

    public abstract object? Result { get; set; }

    public abstract Exception? Exception { get; set; }

    public static Response FromException(Exception exception) => new ExceptionResponse { Exception = exception };

    public static Response FromResult<TResult>(TResult value) => new Response<TResult> { TypedResult = value };

    public virtual Type? GetSimpleResultType() => null;

    public abstract T? GetResult<T>();

    public abstract void Dispose();

    public override string ToString() => Exception is { } exception ? exception.ToString() : Result?.ToString() ?? "[null]";

    /// <summary>The same outcome with copied values.</summary>
    internal virtual Response Copy(Cloning.CopyContext context) => this;

    /// <summary>Writes the value, if there is one, as a field.</summary>
    internal virtual void Write(Wire.WireWriter writer, uint id) { }
}
