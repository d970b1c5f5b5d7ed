{{- define "ragcluster.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 50 | trimSuffix "-" }}
{{- end }}

{{- define "ragcluster.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" }}
{{- else if contains (include "ragcluster.name" .) .Release.Name }}
{{- .Release.Name | trunc 50 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "ragcluster.name" .) | trunc 50 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "ragcluster.selectorLabels" -}}
app.kubernetes.io/name: {{ include "ragcluster.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "ragcluster.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "ragcluster.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: ragcluster
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "ragcluster.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "ragcluster.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "ragcluster.image" -}}
{{- if .Values.image.digest }}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest }}
{{- else }}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) }}
{{- end }}
{{- end }}

{{/* The priority class that this release makes. */}}
{{- define "ragcluster.priorityClass" -}}
{{- default (include "ragcluster.fullname" .) .Values.priorityClass.name }}
{{- end }}

{{/* The image of a silo set: with CUDA where it has GPUs. */}}
{{- define "ragcluster.setImage" -}}
{{- $root := .root }}
{{- if and .set.gpu .set.gpu.enabled }}
{{- printf "%s:%s%s" $root.Values.image.repository (default $root.Chart.AppVersion $root.Values.image.tag) (default "-gpu" .set.gpu.tagSuffix) }}
{{- else }}
{{- include "ragcluster.image" $root }}
{{- end }}
{{- end }}

{{/* Whether the pods form a cluster. */}}
{{- define "ragcluster.clustered" -}}
{{- if or .Values.redis.address .Values.redis.existingSecret }}true{{ end }}
{{- end }}

{{/* The name of the first enabled silo set that serves the API: what is scaled. */}}
{{- define "ragcluster.scaled" -}}
{{- $found := "" }}
{{- range $name, $set := .Values.silos }}
{{- if and $set.enabled (has "api" $set.roles) (not $found) }}{{ $found = $name }}{{ end }}
{{- end }}
{{- $found }}
{{- end }}

{{/* What a chart can refuse only by looking at several values at once. */}}
{{- define "ragcluster.check" -}}
{{- $total := 0 }}
{{- range $name, $set := .Values.silos }}{{ if $set.enabled }}{{ $total = add $total (int $set.replicas) }}{{ end }}{{ end }}
{{- if and (or (gt (int $total) 1) .Values.autoscaling.enabled .Values.keda.enabled) (not (include "ragcluster.clustered" .)) }}
{{- fail "Several pods need redis.address or redis.existingSecret: it holds the cluster's membership." }}
{{- end }}
{{- if and (include "ragcluster.clustered" .) (eq .Values.storage.provider "sqlite") }}
{{- fail "A cluster needs storage.provider postgres: SQLite belongs to one pod." }}
{{- end }}
{{- if and .Values.clusterTls.existingSecret (not (include "ragcluster.clustered" .)) }}
{{- fail "clusterTls.existingSecret needs redis.address or redis.existingSecret: TLS is between the pods of a cluster." }}
{{- end }}
{{- if and .Values.auth.required (not .Values.auth.existingSecret) (or .Values.serviceMonitor.enabled .Values.keda.enabled) }}
{{- fail "serviceMonitor and keda ask the server with the scrape key of auth.existingSecret; name that secret, or set auth.required to false." }}
{{- end }}
{{- if and (eq .Values.storage.provider "postgres") (not (or .Values.storage.postgres.connectionString .Values.storage.postgres.existingSecret)) }}
{{- fail "storage.provider postgres needs storage.postgres.existingSecret or storage.postgres.connectionString." }}
{{- end }}
{{- with .Values.snapshots }}
{{- if and (not .bucket) (or .prefix .endpoint .region .accessKey .secretKey .existingSecret) }}
{{- fail "The values of snapshots need snapshots.bucket." }}
{{- end }}
{{- if and .bucket (not .endpoint) (not .region) }}
{{- fail "snapshots.bucket needs snapshots.region on Amazon, else snapshots.endpoint." }}
{{- end }}
{{- if ne (empty .accessKey) (empty .secretKey) }}
{{- fail "snapshots.accessKey and snapshots.secretKey belong together." }}
{{- end }}
{{- end }}
{{- if and .Values.prometheusRule.enabled (not .Values.serviceMonitor.enabled) }}
{{- fail "prometheusRule needs serviceMonitor: the rules know the silos by the name of its job." }}
{{- end }}
{{- if and .Values.migration.enabled (or (ne .Values.storage.provider "postgres") (not .Values.storage.postgres.existingSecret)) }}
{{- fail "migration needs storage.provider postgres and storage.postgres.existingSecret: it runs before the release's own secret is there." }}
{{- end }}
{{- if and .Values.backup.enabled (ne .Values.storage.provider "postgres") }}
{{- fail "backup needs storage.provider postgres: SQLite's file belongs to its pod, which takes backups itself by schedule." }}
{{- end }}
{{- if and .Values.backup.enabled (not (or .Values.backup.settings.RAG__Backup__Bucket .Values.backup.settings.RAG__Backup__Folder)) }}
{{- fail "backup needs a place: RAG__Backup__Bucket or RAG__Backup__Folder in backup.settings." }}
{{- end }}
{{- if and .Values.storage.postgres.replicaSecretKey (not .Values.storage.postgres.existingSecret) }}
{{- fail "storage.postgres.replicaSecretKey needs storage.postgres.existingSecret: it is a key of that secret." }}
{{- end }}
{{- if and .Values.secretFiles.enabled (not .Values.auth.existingSecret) (ne .Values.storage.provider "postgres") (not (include "ragcluster.clustered" .)) }}
{{- fail "secretFiles has nothing to mount: set auth.existingSecret, or connection strings of postgres or redis." }}
{{- end }}
{{- range $name, $set := .Values.silos }}
{{- if and $set.enabled $set.gpu $set.gpu.enabled $.Values.image.digest }}
{{- fail (printf "silos.%s.gpu needs image.tag instead of image.digest: the image with CUDA is another one." $name) }}
{{- end }}
{{- end }}
{{- if and (or .Values.autoscaling.enabled .Values.keda.enabled .Values.ingress.enabled .Values.httpRoute.enabled) (not (include "ragcluster.scaled" .)) }}
{{- fail "No enabled silo set has the role api." }}
{{- end }}
{{- end }}

{{/* The names under which the server may be asked: a request with another one in Host is refused. */}}
{{- define "ragcluster.hosts" -}}
{{- $name := include "ragcluster.fullname" . }}
{{- $hosts := list $name (printf "%s.%s" $name .Release.Namespace) (printf "*.%s.svc" .Release.Namespace) (printf "*.%s.svc.cluster.local" .Release.Namespace) }}
{{- if .Values.ingress.enabled }}
{{- range .Values.ingress.hosts }}{{ $hosts = append $hosts .host }}{{ end }}
{{- end }}
{{- if .Values.httpRoute.enabled }}
{{- $hosts = concat $hosts .Values.httpRoute.hostnames }}
{{- end }}
{{- concat $hosts .Values.allowedHosts | uniq | join "," }}
{{- end }}
