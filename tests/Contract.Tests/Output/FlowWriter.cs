using System.Text;

namespace RagCluster.Contract.Tests.Output;

/// <summary>What is written to standard error by one test and what it calls, while others write there too.</summary>
internal sealed class FlowWriter : IDisposable
{
    private static readonly AsyncLocal<StringBuilder?> Current = new();
    private readonly StringBuilder _written = new();

    static FlowWriter() => Console.SetError(new Divided(Console.Error));

    private FlowWriter() => Current.Value = _written;

    /// <summary>What was written.</summary>
    internal string Written
    {
        get
        {
            lock (_written)
                return _written.ToString();
        }
    }

    /// <summary>Takes from here on what the caller and what it calls write.</summary>
    internal static FlowWriter Begin() => new();

    /// <inheritdoc/>
    public void Dispose() => Current.Value = null;

    private sealed class Divided(TextWriter others) : TextWriter
    {
        public override Encoding Encoding => others.Encoding;

        public override void Write(char value)
        {
            if (Current.Value is not { } written)
            {
                others.Write(value);
                return;
            }

            lock (written)
                written.Append(value);
        }
    }
}
