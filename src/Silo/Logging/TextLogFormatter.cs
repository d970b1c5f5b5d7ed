using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace RagCluster.Silo.Logging;

/// <summary>
/// .NET's lines for people, on which control characters stand as escapes: what others sent (a chat endpoint's error, a document's name)
/// must not reach the terminal that the log is read on.
/// </summary>
internal sealed class TextLogFormatter : ConsoleFormatter, IDisposable
{
    /// <summary>The name by which the console knows this form.</summary>
    internal const string FormatterName = "ragcluster-text";

    private readonly ServiceProvider _parts;
    private readonly ConsoleFormatter _lines;

    /// <summary>Writes lines as the options of .NET's formatter say.</summary>
    /// <param name="options">The options.</param>
    public TextLogFormatter(IOptionsMonitor<SimpleConsoleFormatterOptions> options)
        : base(FormatterName)
    {
        ServiceCollection services = new();
        services.AddLogging(logging => logging.AddSimpleConsole());
        services.AddSingleton(options);
        // Its class is .NET's own, and comes from its container alone.
        _parts = services.BuildServiceProvider();
        _lines = _parts.GetServices<ConsoleFormatter>().Single(formatter => formatter.Name == ConsoleFormatterNames.Simple);
    }

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        Func<TState, Exception?, string> format = logEntry.Formatter;
        Exception? error = logEntry.Exception;
        LogEntry<TState> escaped = new(
            logEntry.LogLevel,
            logEntry.Category,
            logEntry.EventId,
            logEntry.State,
            error is null ? null : new EscapedException(error),
            (state, _) => Escape(format(state, error))
        );
        _lines.Write(escaped, scopeProvider, textWriter);
    }

    /// <inheritdoc/>
    public void Dispose() => _parts.Dispose();

    private static string Escape(string text) =>
        text.Any(IsEscaped)
            ? string.Concat(text.Select(c => IsEscaped(c) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}") : $"{c}"))
            : text;

    private static bool IsEscaped(char c) => char.IsControl(c) && c is not ('\n' or '\r' or '\t');

    private sealed class EscapedException(Exception error) : Exception(error.Message)
    {
        public override string ToString() => Escape(error.ToString());
    }
}
