using System.Text.Json.Serialization;

namespace RagCluster.Text.Reading.Isolation;

/// <summary>The JSON form of <see cref="WorkerReply"/>, generated so that the worker starts without reflection.</summary>
[JsonSerializable(typeof(WorkerReply))]
internal sealed partial class WorkerReplyContext : JsonSerializerContext;
