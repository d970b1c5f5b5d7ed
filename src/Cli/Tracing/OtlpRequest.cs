using System.Globalization;
using System.Text;

namespace RagCluster.Cli.Tracing;

/// <summary>Reads the body of OTLP's <c>POST /v1/traces</c> (opentelemetry-proto, trace/v1/trace.proto).</summary>
internal static class OtlpRequest
{
    /// <summary>The spans of a body.</summary>
    /// <exception cref="InvalidDataException">The body is no such message.</exception>
    internal static List<TraceSpan> Read(ReadOnlySpan<byte> body)
    {
        List<TraceSpan> spans = [];
        ProtobufReader request = new(body);
        while (request.Read())
        {
            if (request.Field == 1)
                ReadResource(request.Content, spans);
        }

        return spans;
    }

    private static void ReadResource(ReadOnlySpan<byte> message, List<TraceSpan> spans)
    {
        Dictionary<string, string> resource = [];
        ProtobufReader fields = new(message);
        while (fields.Read())
        {
            if (fields.Field is not (1 or 2))
                continue;
            ProtobufReader inner = new(fields.Content);
            while (inner.Read())
            {
                if (fields.Field == 1 && inner.Field == 1)
                    ReadAttribute(inner.Content, resource);
                else if (fields.Field == 2 && inner.Field == 2)
                    spans.Add(ReadSpan(inner.Content, resource.GetValueOrDefault("service.instance.id", "")));
            }
        }
    }

    private static TraceSpan ReadSpan(ReadOnlySpan<byte> message, string process)
    {
        TraceSpan span = new("", "", "", "", process, 0, 0, new Dictionary<string, string>());
        Dictionary<string, string> attributes = [];
        ProtobufReader fields = new(message);
        while (fields.Read())
        {
            span = fields.Field switch
            {
                1 => span with { Trace = Convert.ToHexStringLower(fields.Content) },
                2 => span with { Id = Convert.ToHexStringLower(fields.Content) },
                4 => span with { Parent = Convert.ToHexStringLower(fields.Content) },
                5 => span with { Name = Encoding.UTF8.GetString(fields.Content) },
                7 => span with { Start = fields.Number },
                8 => span with { End = fields.Number },
                _ => span,
            };
            if (fields.Field == 9)
                ReadAttribute(fields.Content, attributes);
        }

        return span with
        {
            Attributes = attributes,
        };
    }

    private static void ReadAttribute(ReadOnlySpan<byte> message, Dictionary<string, string> attributes)
    {
        string key = "";
        string value = "";
        ProtobufReader fields = new(message);
        while (fields.Read())
        {
            if (fields.Field == 1)
                key = Encoding.UTF8.GetString(fields.Content);
            else if (fields.Field == 2)
                value = ReadValue(fields.Content);
        }

        attributes[key] = value;
    }

    private static string ReadValue(ReadOnlySpan<byte> message)
    {
        ProtobufReader value = new(message);
        if (!value.Read())
            return "";
        return value.Field switch
        {
            1 => Encoding.UTF8.GetString(value.Content),
            2 => value.Number != 0 ? "true" : "false",
            4 => BitConverter.UInt64BitsToDouble(value.Number).ToString(CultureInfo.InvariantCulture),
            _ => value.Number.ToString(CultureInfo.InvariantCulture),
        };
    }
}
